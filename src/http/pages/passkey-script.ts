/**
 * What a page does with a passkey: shows its form where the browser can, asks the authenticator when the button is pressed, and posts
 * the answer as JSON. [WebAuthn3 §5.1.8, §5.1.9] No library: browsers convert the options and the answer themselves.
 */
export function passkeyScript(action: 'get' | 'create'): string {
  const parse = action === 'get' ? 'parseRequestOptionsFromJSON' : 'parseCreationOptionsFromJSON'
  return `(()=>{const f=document.getElementById('passkey'),P=window.PublicKeyCredential
if(!f||!P||!P.${parse})return
f.hidden=false
f.addEventListener('submit',async e=>{e.preventDefault()
const b=f.querySelector('button'),a=f.querySelector('[role=alert]');b.disabled=true;a.hidden=true
try{const c=await navigator.credentials.${action}({publicKey:P.${parse}(JSON.parse(f.dataset.options))})
f.elements.response.value=JSON.stringify(c.toJSON());f.submit()}catch{a.hidden=false;b.disabled=false;b.focus()}})})()`
}
