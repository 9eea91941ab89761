import type { Branding } from '../../config/branding.ts'

/** The one style sheet of the pages for users, inside the page: light and dark, from a phone up, without motion. */
export function styleFor({ accentColour }: Branding): string {
  return `:root{color-scheme:light dark;--accent:${accentColour};--back:#f3f4f6;--card:#fff;--text:#1c1f24;--quiet:#565d68;--line:#8a919c;--bad:#a4161a;--bad-back:#fdecec;--link:${accentColour}}
@media (prefers-color-scheme:dark){:root{--back:#14161a;--card:#1f2329;--text:#eceef1;--quiet:#b3bac4;--line:#7d8590;--bad:#ffb4ab;--bad-back:#3b1f1f;--link:#9cc2ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:1rem;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{width:100%;max-width:26rem;background:var(--card);border-radius:.75rem;padding:2rem;box-shadow:0 1px 2px #0002,0 8px 24px #0001}
.brand{display:flex;align-items:center;gap:.75rem;margin:0 0 1.5rem;font-weight:600;overflow-wrap:anywhere}
.brand img{max-height:3rem;max-width:10rem}
h1{font-size:1.5rem;line-height:1.25;font-weight:600;margin:0 0 1.25rem;overflow-wrap:anywhere}
label{display:block;font-weight:500;margin:0 0 .25rem}
input[type=text],input[type=password]{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.375rem;padding:.625rem .75rem;margin:0 0 1rem}
input[readonly]{border-style:dashed;color:var(--quiet)}
input[aria-invalid=true]{border-color:var(--bad)}
.check{display:flex;gap:.5rem;align-items:baseline;font-weight:400;margin:0 0 1rem}
button,.button{display:block;width:100%;font:inherit;font-weight:600;text-align:center;text-decoration:none;color:#fff;background:var(--accent);border:2px solid var(--accent);border-radius:.375rem;padding:.625rem 1rem;cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
button:hover,.button:hover{filter:brightness(1.1)}
.problem{margin:0 0 1.25rem;padding:.75rem 1rem;border-radius:.375rem;border-left:4px solid var(--bad);background:var(--bad-back)}
.quiet{color:var(--quiet);font-size:.875rem;margin:1rem 0 0;overflow-wrap:anywhere}
a{color:var(--link)}
footer{width:100%;max-width:26rem;padding:1rem 2rem;color:var(--quiet);font-size:.875rem;overflow-wrap:anywhere}
footer p{margin:.25rem 0}
h2{font-size:1.125rem;font-weight:600;margin:0 0 .5rem}
section{margin:1.5rem 0 0}
section+section{border-top:1px solid var(--line);padding-top:1.5rem}
details{margin:1.25rem 0 0}
summary{cursor:pointer;color:var(--link);margin:0 0 1rem}
form+form{margin:1.25rem 0 0}
code{font:.9375rem/1.5 ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
.qr{text-align:center}
.factors{list-style:none;padding:0;margin:0}
.factors li{border-top:1px solid var(--line);padding:1rem 0}
.factors .quiet{margin:0}
.factors details{margin:.5rem 0 0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.codes{list-style:none;text-align:center;padding:0;margin:0 0 1.5rem}
button.plain{color:var(--link);background:none;border-color:var(--line)}
button:disabled{opacity:.6;cursor:default}
[hidden]{display:none}
iframe{position:absolute;width:1px;height:1px;border:0;visibility:hidden}
@media (max-width:30rem){body{padding:0;justify-content:flex-start;background:var(--card)}main{max-width:none;border-radius:0;box-shadow:none;padding:1.5rem 1rem}footer{max-width:none;padding:1rem}}
@media (prefers-reduced-motion:no-preference){button,.button{transition:filter .1s}}
@media (forced-colors:active){main{border:1px solid}button,.button{border-color:ButtonText}}`
}
