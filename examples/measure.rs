//! scratch
use clap::Parser;
#[derive(Parser)]
struct A {
    #[command(flatten)]
    a: lotse::commands::eval_corpus::EvalCorpus,
    #[arg(long)]
    json: bool,
}
fn main() -> anyhow::Result<()> {
    let a = A::parse();
    lotse::commands::eval_corpus::run(&a.a, a.json, &mut std::io::stdout())
}
