/** Mailboxes of a function, not of a person. */
export const ROLE_ACCOUNTS: ReadonlySet<string> = new Set(
  (
    'abuse accounting accounts admin administration administrator ads advertising ar ap bewerbung billing booking ' +
    'bookings careers commercial compliance comptabilite contact contacts contacto contato contatti contactus ' +
    'customerservice customersupport desk developers direction dns editor enquiries enquiry events facturacion ' +
    'feedback finance frontdesk ftp hello help helpdesk hi hola host hostmaster hr info infos information inquiries ' +
    'inquiry invoice invoices it jobs kontakt legal list mail mailbox mailerdaemon mailer-daemon marketing media ' +
    'membership news newsletter no-reply noc noreply no_reply office operations orders partners payroll ' +
    'postmaster pr press presse privacy procurement purchasing reception recruiting recruitment reservations ' +
    'resumes root sales secretary secretariat security service services shop spam staff subscribe support ' +
    'sysadmin team tech technical undisclosed-recipients unsubscribe usenet uucp ventas vendas verkauf web ' +
    'webadmin webmaster welcome www'
  ).split(' '),
)

/** Providers of mailboxes to anyone: the domain says nothing about who the person works for. */
export const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com yahoo.com ymail.com rocketmail.com myyahoo.com hotmail.com outlook.com live.com ' +
    'msn.com passport.com icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com protonmail.ch pm.me ' +
    'fastmail.com fastmail.fm hushmail.com hey.com tutanota.com tuta.io tutamail.com tuta.com mail.com email.com ' +
    'usa.com consultant.com post.com europe.com asia.com inbox.com zoho.com zohomail.com zohomail.eu gmx.com ' +
    'gmx.us gmx.net gmx.de gmx.at gmx.ch gmx.fr gmx.co.uk gmx.es web.de t-online.de freenet.de arcor.de ' +
    'yahoo.co.uk yahoo.co.in yahoo.in yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca yahoo.com.au yahoo.com.br ' +
    'yahoo.com.mx yahoo.com.ar yahoo.co.jp yahoo.co.id yahoo.com.sg yahoo.com.ph yahoo.com.hk yahoo.com.tw ' +
    'yahoo.com.vn yahoo.co.nz yahoo.co.za yahoo.gr yahoo.ie yahoo.nl yahoo.no yahoo.pl yahoo.ro yahoo.se ' +
    'hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.nl hotmail.be hotmail.ca hotmail.com.br ' +
    'hotmail.com.ar hotmail.com.mx hotmail.com.tr hotmail.co.jp hotmail.se hotmail.no hotmail.dk hotmail.gr ' +
    'outlook.fr outlook.de outlook.it outlook.es outlook.com.br outlook.com.au outlook.pt outlook.jp outlook.in ' +
    'outlook.co.nz outlook.ie outlook.dk outlook.be outlook.at live.co.uk live.fr live.de live.it live.nl live.be ' +
    'live.ca live.com.au live.com.mx live.com.ar live.com.pt live.se live.dk live.no live.in live.cn windowslive.com ' +
    'comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com ' +
    'netzero.net optonline.net optimum.net frontier.com frontiernet.net windstream.net roadrunner.com rr.com ' +
    'centurylink.net embarqmail.com suddenlink.net mindspring.com pacbell.net ameritech.net swbell.net prodigy.net ' +
    'rogers.com shaw.ca sympatico.ca bell.net telus.net videotron.ca cogeco.ca eastlink.ca ' +
    'btinternet.com btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk tiscali.co.uk ' +
    'orange.net o2.co.uk plusnet.com ' +
    'orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr bbox.fr club-internet.fr numericable.fr aliceadsl.fr ' +
    'libero.it virgilio.it tin.it alice.it tiscali.it inwind.it iol.it fastwebnet.it email.it ' +
    'telefonica.net terra.es ono.com ziggo.nl kpnmail.nl planet.nl hetnet.nl xs4all.nl home.nl upcmail.nl casema.nl ' +
    'telenet.be skynet.be proximus.be pandora.be bluewin.ch hispeed.ch sunrise.ch aon.at chello.at ' +
    'sapo.pt telepac.pt clix.pt wp.pl o2.pl onet.pl onet.eu op.pl interia.pl interia.eu gazeta.pl poczta.onet.pl ' +
    'tlen.pl seznam.cz centrum.cz email.cz post.cz azet.sk zoznam.sk freemail.hu citromail.hu abv.bg mail.bg ' +
    'mail.ru inbox.ru list.ru bk.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru lenta.ru ukr.net i.ua meta.ua ' +
    'bigmir.net telia.com bredband.net spray.se online.no broadpark.no mail.dk stofanet.dk jubii.dk kolumbus.fi ' +
    'eircom.net otenet.gr ' +
    'rediffmail.com sify.com indiatimes.com qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com ' +
    'tom.com aliyun.com 139.com 189.cn naver.com hanmail.net daum.net nate.com docomo.ne.jp ezweb.ne.jp ' +
    'softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp so-net.ne.jp ocn.ne.jp plala.or.jp ' +
    'hinet.net pchome.com.tw seed.net.tw netvigator.com singnet.com.sg ' +
    'bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au ozemail.com.au westnet.com.au ' +
    'xtra.co.nz slingshot.co.nz mweb.co.za telkomsa.net webmail.co.za vodamail.co.za ' +
    'uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com r7.com oi.com.br ' +
    'prodigy.net.mx terra.com.mx fibertel.com.ar speedy.com.ar arnet.com.ar ciudad.com.ar adinet.com.uy ' +
    'vtr.net walla.co.il walla.com 012.net.il netvision.net.il bezeqint.net maktoob.com emirates.net.ae ' +
    'mynet.com ttmail.com superonline.com lycos.com excite.com rediff.com lavabit.com runbox.com mailfence.com ' +
    'posteo.de posteo.net mailbox.org disroot.org riseup.net ctemplar.com startmail.com skiff.com duck.com simplelogin.com ' +
    'mozmail.com privaterelay.appleid.com'
  ).split(' '),
)
