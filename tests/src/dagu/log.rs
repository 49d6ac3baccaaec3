//! The warnings and errors in Dagu's log.

use serde_json::Value;

/// A complaint that our manifests do not cause.
pub struct Tolerated {
    /// What its line contains.
    pub text: &'static str,
    /// Why it is nothing to mend.
    pub reason: &'static str,
}

/// The lines that are not routine, including those not in log format: Dagu prints fatal errors and
/// generated credentials beside it.
pub fn complaints(log: &str) -> impl Iterator<Item = &str> {
    log.lines().filter(|line| !is_news(line))
}

fn is_news(line: &str) -> bool {
    // 2.x writes what happens within a run as JSON.
    if let Ok(entry) = serde_json::from_str::<Value>(line) {
        return entry["level"] == "INFO";
    }
    let mut words = line.split(' ');
    let (time, level) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match time.strip_prefix("time=") {
        Some(_) => level == "level=INFO",
        // Requests are logged in another form, and what Go logs by itself in a third, the day and the time apart.
        None if time.contains('/') => words.next() == Some("INFO"),
        None => level == "INFO" && time.ends_with('Z'),
    }
}

#[cfg(test)]
mod tests {
    use super::complaints;

    #[test]
    fn only_news_passes() {
        let log = "time=2026-01-02T03:04:05.678Z level=INFO msg=\"Scheduler started\"\n\
                   2026-01-02T03:04:05.678912345Z INFO Response: 200 OK service: \"http\"\n\
                   time=2026-01-02T03:04:05.678Z level=ERROR msg=\"level=INFO\"\n\
                   2026/01/02 03:04:05 INFO monitor started\n\
                   2026/01/02 03:04:05 WARN monitor lost\n\
                   {\"level\":\"INFO\",\"msg\":\"Step started\"}\n\
                   {\"level\":\"WARN\",\"msg\":\"Step failed\"}\n\
                   Password: sesame";
        let found: Vec<&str> = complaints(log).collect();
        let lines: Vec<&str> = log.lines().collect();
        assert_eq!(found, [lines[2], lines[4], lines[6], lines[7]]);
    }
}
