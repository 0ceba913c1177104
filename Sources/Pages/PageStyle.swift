/// What all pages share: readable in light and dark, on paper, and in a narrow window.
enum PageStyle {
  static let shared = """
    :root{color-scheme:light dark;--text:#1b1f24;--soft:#57606a;--back:#fff;--panel:#f6f8fa;--line:#d0d7de;\
    --add:#116329;--addback:#dafbe1;--gone:#a40e26;--goneback:#ffebe9;--warn:#7d4e00;--warnback:#fff8c5;\
    --link:#0550ae;--bar:#0969da}
    @media(prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9da7b3;--back:#0d1117;--panel:#161b22;\
    --line:#30363d;--add:#7ee787;--addback:#12361f;--gone:#ffa198;--goneback:#4b1113;--warn:#e3b341;\
    --warnback:#3b2f0b;--link:#79c0ff;--bar:#58a6ff}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:var(--back);color:var(--text);\
    font:16px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
    code,.mono,ins,del{overflow-wrap:anywhere}
    h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1.15rem;margin:2em 0 .4em}h3{font-size:1rem;margin:1.4em 0 .3em}
    p{margin:.4em 0}a{color:var(--link)}code,.mono{font:.875em/1.45 ui-monospace,monospace}
    .soft{color:var(--soft)}.wide{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:.9375rem}
    th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
    th{font-weight:600;color:var(--soft)}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
    ins,.add{color:var(--add);background:var(--addback);text-decoration:none}
    del,.gone{color:var(--gone);background:var(--goneback)}
    .note{border-left:4px solid var(--warn);background:var(--warnback);padding:.4rem .8rem;margin:.6rem 0}
    details{margin:.6rem 0}summary{cursor:pointer;color:var(--link)}
    svg{max-width:100%;height:auto;display:block}svg text{fill:var(--text);font:12px system-ui,sans-serif}
    svg .axis{stroke:var(--line)}svg .bar{fill:var(--bar)}svg .soft{fill:var(--soft)}
    .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));column-gap:3rem}
    .plot{table-layout:fixed}.plot td{border:0;padding:.15rem .5rem .15rem 0;vertical-align:middle}
    .plot td:first-child{width:38%;overflow-wrap:anywhere}.plot td.number{width:5rem;white-space:nowrap}
    .plot svg,.timeline svg{width:100%;height:.9rem;max-width:none}
    .timeline svg{height:8rem;border-bottom:1px solid var(--line)}
    .timeline .ends{display:flex;justify-content:space-between;gap:1rem}.timeline .few{justify-content:start}
    .timeline .few span+span::before{content:"– "}
    @media(max-width:40rem){body{padding:1rem .75rem 3rem}th,td{padding:.3rem .35rem}}
    @media print{body{max-width:none}}

    """
}
