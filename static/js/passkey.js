// Tells in a sentence what the browser only writes to its console: a passkey was refused, cancelled or not possible here.
const said = document.querySelector('[data-passkey-failed]')
const show = (words) => { if (said) { said.textContent = words; said.hidden = false } }

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  show(said ? said.dataset.passkeyFailed : '')
})
if (!window.PublicKeyCredential) show(said ? said.dataset.passkeyMissing : '')
