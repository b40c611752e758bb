//! Times the crate vader-sentimental on a file of texts, one per line, on one thread.
//!
//!     cargo run --release -- TEXTS [SECONDS]
//!
//! Prints texts per second of the fastest pass, then the sum of all compounds, which the compiler so cannot leave out.

use std::time::Instant;
use vader_sentimental::SentimentIntensityAnalyzer;

fn rate_all(analyzer: &SentimentIntensityAnalyzer, texts: &[&str]) -> f64 {
    texts
        .iter()
        .map(|text| analyzer.polarity_scores(text).compound)
        .sum()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments
        .next()
        .expect("usage: vader_sentimental_peer TEXTS [SECONDS]");
    let budget: f64 = arguments
        .next()
        .map_or(3.0, |text| text.parse().expect("SECONDS is a number"));
    let content = std::fs::read_to_string(&path).expect("the file of texts cannot be read");
    let texts: Vec<&str> = content.lines().collect();
    let analyzer = SentimentIntensityAnalyzer::new();

    let mut sum = rate_all(&analyzer, &texts); // warm
    let (mut best, start) = (f64::INFINITY, Instant::now());
    while start.elapsed().as_secs_f64() < budget {
        let pass = Instant::now();
        sum = rate_all(&analyzer, &texts);
        best = best.min(pass.elapsed().as_secs_f64());
    }
    println!("{:.0} {}", texts.len() as f64 / best, sum);
}
