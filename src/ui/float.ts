/** What menus, popovers and other floating panels look like. */
export const floatClasses = 'z-50 animate-fade rounded-md border border-line bg-surface text-ink shadow-float'
