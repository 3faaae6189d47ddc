use std::sync::Arc;
fn main() {
    use bangvang::diag::show;
    let site = std::path::PathBuf::from(".");
    let files = bangvang::source::Layered::new(bangvang::source::Disk::new(&site), bangvang::source::Embedded);
    let options = bangvang::engine::Options { now: "2026-11-23T08:00:00+07:00".parse().unwrap(), lang: bangvang::diag::Lang::Vi, strict: false, keep_going: std::env::args().any(|a| a=="-k"), out: site.join("public"), state: site.join(".bangvang"), mode: bangvang::publish::Mode::Journal, verify: false };
    let mut engine = bangvang::engine::Engine::new(Arc::new(files), options);
    let outcome = engine.build(&bangvang::engine::Silent).unwrap();
    let text = engine.text();
    let shown = show::prepare(outcome.diags.clone(), &text);
    let style = show::Style { lang: bangvang::diag::Lang::Vi, format: if std::env::args().any(|a| a=="-s") { show::Format::Short } else { show::Format::Human }, colour: false, width: 120 };
    println!("{}", show::show(&shown, &text, &style));
    println!("{} pages {} rendered {} {:?}\n{:?}", show::summary(&shown, bangvang::diag::Lang::Vi), outcome.pages, outcome.rendered, outcome.report, outcome.timings);
    for (p, w) in outcome.why.iter().take(10) { println!("{p}: {w}"); }
}
