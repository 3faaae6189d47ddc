//! What a record leads to. In: the linked catalogue. Out: for each record one fingerprint of itself
//! and of all records that can be reached from it by references, however far. Whoever reads a
//! record and follows references reads nothing that it does not cover. Never follows a reference
//! backwards.

use super::Catalog;
use crate::base::{Facet, Fp};

/// The fingerprints of all records with what they lead to, in the order of the catalogue.
#[must_use]
pub(super) fn reach(catalog: &Catalog) -> Vec<Fp> {
    let targets: Vec<&[u32]> = catalog.keys().map(|key| catalog.leads.of(key)).collect();
    let own: Vec<Fp> = catalog.keys().map(|key| catalog.facet(key, Facet::Whole)).collect();
    of_graph(&targets, &own)
}

/// The fingerprint of each node of a graph with all that can be reached from it. Nodes that reach
/// each other have all in common, so they are taken together (Tarjan 1972), and each group is
/// complete before a group that leads to it.
fn of_graph(targets: &[&[u32]], own: &[Fp]) -> Vec<Fp> {
    let mut walk = Walk {
        targets,
        own,
        number: vec![0; own.len()],
        low: vec![0; own.len()],
        group: vec![None; own.len()],
        stack: Vec::new(),
        next: 1,
    };
    for start in 0..own.len() {
        if walk.number[start] == 0 {
            walk.from(start);
        }
    }
    let groups = walk.group.into_iter().map(Option::unwrap_or_default);
    groups.zip(own).map(|(group, own)| Fp::all([*own, group])).collect()
}

struct Walk<'g> {
    targets: &'g [&'g [u32]],
    own: &'g [Fp],
    /// In which order nodes were come upon; 0 for those that were not.
    number: Vec<u32>,
    /// The earliest node on the stack that is reached.
    low: Vec<u32>,
    /// The fingerprint of the group, once it is complete.
    group: Vec<Option<Fp>>,
    stack: Vec<usize>,
    next: u32,
}

impl Walk<'_> {
    /// Walks all that is reached from a node, without recursion: chains may be long.
    fn from(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        self.enter(start);
        while let Some((node, step)) = path.pop() {
            let Some(target) = self.targets[node].get(step).map(|target| *target as usize) else {
                self.leave(node);
                if let Some((above, _)) = path.last() {
                    self.low[*above] = self.low[*above].min(self.low[node]);
                }
                continue;
            };
            path.push((node, step + 1));
            if self.number[target] == 0 {
                self.enter(target);
                path.push((target, 0));
            } else if self.group[target].is_none() {
                self.low[node] = self.low[node].min(self.number[target]);
            }
        }
    }

    fn enter(&mut self, node: usize) {
        (self.number[node], self.low[node]) = (self.next, self.next);
        self.next += 1;
        self.stack.push(node);
    }

    /// Completes the group that a node is the first of.
    fn leave(&mut self, node: usize) {
        if self.low[node] != self.number[node] {
            return;
        }
        let first = self.stack.iter().rposition(|on| *on == node).unwrap_or(0);
        let mut members = self.stack.split_off(first);
        members.sort_unstable();
        let below = members.iter().flat_map(|member| self.targets[*member]);
        let mut below: Vec<Fp> = below.filter_map(|target| self.group[*target as usize]).collect();
        below.sort_unstable();
        below.dedup();
        let group = Fp::all(members.iter().map(|member| self.own[*member]).chain(below));
        for member in members {
            self.group[member] = Some(group);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn marks(own: &[u32]) -> Vec<Fp> {
        own.iter().map(Fp::of).collect()
    }

    /// All nodes that can be reached, by walking as anybody would.
    fn reached(targets: &[Vec<u32>], from: usize) -> BTreeSet<usize> {
        let (mut open, mut seen) = (vec![from], BTreeSet::new());
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                open.extend(targets[at].iter().map(|target| *target as usize));
            }
        }
        seen
    }

    proptest! {
        /// A change anywhere shows in exactly those nodes from which it can be reached.
        #[test]
        fn a_change_shows_where_it_can_be_reached(
            targets in prop::collection::vec(prop::collection::vec(0..24_u32, 0..3), 24),
            changed in 0..24_usize,
        ) {
            let before: Vec<u32> = (0..24).collect();
            let mut after = before.clone();
            after[changed] = 99;
            let slices: Vec<&[u32]> = targets.iter().map(|of| &of[..]).collect();
            let (before, after) = (of_graph(&slices, &marks(&before)), of_graph(&slices, &marks(&after)));
            for node in 0..24 {
                let shows = before[node] != after[node];
                prop_assert_eq!(shows, reached(&targets, node).contains(&changed), "node {}", node);
            }
        }
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let count = 200_000;
        let targets: Vec<Vec<u32>> = (1..=count).map(|next| vec![next % count]).collect();
        let own: Vec<u32> = (0..count).collect();
        let slices: Vec<&[u32]> = targets.iter().map(|of| &of[..]).collect();
        let all = of_graph(&slices, &marks(&own));
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }
}
