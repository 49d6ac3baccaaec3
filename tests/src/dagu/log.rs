//! What Dagu's log complains about.

/// A complaint that our manifests do not cause.
pub struct Tolerated {
    /// What its line contains.
    pub text: &'static str,
    /// Why it is nothing to mend.
    pub reason: &'static str,
}

/// The lines that are neither news nor tolerated. What does not look like the log counts too: Dagu
/// prints fatal errors and generated credentials beside it.
pub fn complaints<'l>(log: &'l str, tolerated: &[Tolerated]) -> Vec<&'l str> {
    log.lines()
        .filter(|line| !is_news(line))
        .filter(|line| !tolerated.iter().any(|known| line.contains(known.text)))
        .collect()
}

fn is_news(line: &str) -> bool {
    let mut words = line.split(' ');
    let (time, level) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match time.strip_prefix("time=") {
        Some(_) => level == "level=INFO",
        // Requests are logged in another form.
        None => level == "INFO" && time.ends_with('Z'),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tolerated, complaints};

    #[test]
    fn only_news_and_tolerated_lines_pass() {
        let log = "time=2026-01-02T03:04:05.678Z level=INFO msg=\"Scheduler started\"\n\
                   2026-01-02T03:04:05.678912345Z INFO Response: 200 OK service: \"http\"\n\
                   time=2026-01-02T03:04:05.678Z level=WARN msg=\"known\"\n\
                   time=2026-01-02T03:04:05.678Z level=ERROR msg=\"level=INFO\"\n\
                   Password: sesame";
        let tolerated = [Tolerated { text: "msg=\"known\"", reason: "harmless" }];
        let found = complaints(log, &tolerated);
        assert_eq!(found, log.lines().skip(3).collect::<Vec<_>>());
    }
}
