import type { LeadField } from './fields.ts'

/** The same as `KNOWN` in French, Spanish, German, Portuguese, Italian, Dutch, Russian, Chinese and Japanese. */
export const KNOWN_IN_OTHER_LANGUAGES: Partial<Record<LeadField, string>> = {
  email:
    'correo, correo electronico, courriel, adresse email, adresse mail, mel, email adresse, e post, correio, ' +
    'correio eletronico, endereco de email, indirizzo email, posta elettronica, direccion de correo, email professionnel, ' +
    'почта, эл почта, электронная почта, имейл, 電子郵件, 邮箱, 電郵, 邮件, 电子邮件, メール, メールアドレス, 이메일',
  second_email: 'correo 2, correo secundario, email secondaire, zweite email, email secundario',
  phone:
    'telefono, telephone fixe, telefon, telefone, telefonnummer, numero de telephone, numero de telefono, ' +
    'numero de telefone, tlf, fon, rufnummer, tel fixe, fixe, telefoon, телефон, номер телефона, 電話, 电话, 電話番号, 전화번호',
  mobile:
    'portable, telephone portable, tel portable, movil, telefono movil, celular, telefone celular, handy, ' +
    'handynummer, mobil, mobiltelefon, mobilfunk, cellulare, telemovel, gsm, мобильный, 手機, 手机, 携帯電話',
  first_name: 'prenom, vorname, primeiro nome, primer nombre, nombre de pila, voornaam, 名',
  last_name:
    'nom de famille, nachname, familienname, apellido, apellidos, sobrenome, apelido, cognome, achternaam, ' +
    'фамилия, 姓, 氏',
  full_name:
    'nom, nombre, nome, naam, имя, фио, nom complet, nom et prenom, nom prenom, prenom nom, nombre completo, ' +
    'nombre y apellidos, nome completo, nome e cognome, vollstandiger name, vor und nachname, ansprechpartner, ' +
    '姓名, 名前, 氏名, 이름, 聯絡人, 联系人',
  job_title:
    'poste, fonction, titre, intitule du poste, cargo, puesto, berufsbezeichnung, funktion, berufstitel, ruolo, ' +
    'mansione, qualifica, должность, 職稱, 职位, 役職',
  seniority: 'niveau hierarchique',
  department: 'abteilung, departamento, reparto, отдел, 部門, 部门, 部署',
  company_name:
    'empresa, societe, entreprise, nom de l entreprise, nom de la societe, raison sociale, compania, ' +
    'nombre de la empresa, nome da empresa, firma, firmenname, unternehmen, azienda, nome azienda, ragione sociale, ' +
    'bedrijf, компания, организация, 公司, 公司名稱, 公司名称, 会社, 会社名, 회사',
  industry:
    'secteur, secteur d activite, branche, industria, industrie, setor, settore, отрасль, 行業, 行业, 業界',
  company_size:
    'effectif, effectifs, nombre d employes, nombre de salaries, mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, ' +
    'empleados, numero de empleados, funcionarios, numero de funcionarios, dipendenti, numero dipendenti',
  revenue: 'chiffre d affaires, umsatz, jahresumsatz, faturamento, fatturato, ingresos, ingresos anuales',
  city: 'ville, ciudad, cidade, citta, stadt, ort, localidad, plaats, город, 城市, 市区町村, 도시',
  state: 'bundesland, estado, provincia, province region, etat, регион, область, 省份, 都道府県',
  postal_code:
    'code postal, codigo postal, plz, postleitzahl, cep, cap, cp, индекс, 邮编, 郵遞區號, 郵便番号',
  country: 'pays, pais, land, paese, страна, 國家, 国家, 国, 국가',
  linkedin_url: 'profil linkedin, perfil de linkedin, perfil linkedin, profilo linkedin',
  website:
    'site web, site internet, sitio web, pagina web, webseite, internetseite, sito web, сайт, 網站, 网站',
  notes:
    'notas, observaciones, observacoes, comentarios, commentaire, commentaires, remarques, notizen, notiz, ' +
    'bemerkung, bemerkungen, note interne, заметки, комментарий, 備註, 备注, 備考',
  tags: 'etiquettes, etiquetas, schlagworte, etichette',
}
