// Runs before the first paint so that a dark page never flashes white. src/ui/theme.ts takes over.
;(() => {
  let choice = 'system'
  try {
    choice = localStorage.getItem('assay.theme') || 'system'
  } catch {
    // Storage can be refused (private mode); the system's choice is then the right one.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
