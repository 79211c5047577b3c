package dev.strongroom.trust;

import java.util.ArrayList;
import java.util.List;

/// A Merkle tree that only grows: it remembers the roots of the complete subtrees along its right
/// edge and nothing else, so adding a record costs one hash of it and one more on average.
public final class MerkleFrontier {
  /// Roots of complete subtrees, the largest (leftmost) first; one for each bit set in `size`.
  private final List<TreeHash> peaks = new ArrayList<>();

  private long size;

  /// The frontier of a tree that was stored before.
  public static MerkleFrontier of(MerkleTree tree) {
    MerkleFrontier frontier = new MerkleFrontier();
    frontier.size = tree.size();
    frontier.peaks.addAll(tree.peaks());
    return frontier;
  }

  /// Adds a record's leaf hash; gives the hashes that became final with it, in the order of
  /// [MerkleTree]: the leaf first, then each subtree that it completed.
  public List<TreeHash> add(TreeHash leaf) {
    List<TreeHash> completed = new ArrayList<>(2);
    completed.add(leaf);
    TreeHash hash = leaf;
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      hash = Merkle.node(peaks.removeLast(), hash);
      completed.add(hash);
    }
    peaks.add(hash);
    size += 1;
    return completed;
  }

  public long size() {
    return size;
  }

  public TreeHash root() {
    if (peaks.isEmpty()) {
      return Merkle.EMPTY_ROOT;
    }
    TreeHash hash = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i -= 1) {
      hash = Merkle.node(peaks.get(i), hash);
    }
    return hash;
  }
}
