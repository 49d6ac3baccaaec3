//! Reduces a text that shows a difference.

/// The shortest text found for which `shows` is true, as it is for `text`.
pub(crate) fn shrink(text: &str, mut shows: impl FnMut(&str) -> bool) -> String {
    let mut best: Vec<char> = text.chars().collect();
    let mut size = best.len().div_ceil(2).max(1);
    loop {
        let mut at = 0;
        let mut is_shorter = false;
        while at < best.len() {
            let mut next = best.clone();
            next.drain(at..(at + size).min(best.len()));
            if shows(&next.iter().collect::<String>()) {
                best = next;
                is_shorter = true;
            } else {
                at += size;
            }
        }
        match (size, is_shorter) {
            (1, false) => return best.into_iter().collect(),
            (1, true) => {}
            _ => size = size.div_ceil(2),
        }
    }
}
