//! Sorts and collections that share one sort.
//!
//! The sort of the standard library is compiled once more for each type of items, and so is the one inside
//! `collect` for each type of map: docs/benchmarks.md has what this saves in the guest.

use std::cmp::Ordering;

/// Sorts items; equal ones stay in their order.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort(&mut order, &|one, other| compare(&items[one], &items[other]));
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| unsorted[index].take()));
}

/// The same by a key.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// A map or a set of the items: of two with the same key, the last one.
pub(crate) fn collected<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut collection = C::default();
    collection.extend(items);
    collection
}

fn sort(order: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    order.sort_by(|one, other| compare(*one, *other));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn equal_items_stay_in_their_order() {
        let mut items: Vec<(u32, usize)> = (0..100).map(|index| ((index as u32 * 7) % 5, index)).collect();
        let mut wanted = items.clone();
        wanted.sort_by_key(|item| item.0);
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, wanted);
    }

    #[test]
    fn of_two_entries_the_last_one_stays() {
        let map: BTreeMap<&str, u32> = collected([("b", 1), ("a", 2), ("b", 3)]);
        assert_eq!(map, BTreeMap::from([("a", 2), ("b", 3)]));
    }
}
