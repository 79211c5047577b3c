package dev.strongroom.trust;

import java.util.ArrayList;
import java.util.List;

/// The tree over the first `size` records, read from stored hashes: each hash of a complete subtree
/// once, in the order in which they become final (Go's sumdb "stored hash" order), so that the file
/// of them only ever grows at its end.
public record MerkleTree(Stored stored, long size) {
  /// Where the hashes lie.
  @FunctionalInterface
  public interface Stored {
    TreeHash at(long index);
  }

  public MerkleTree {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no negative size");
    }
  }

  /// Where the hash of subtree number `position` of `2^level` records is stored.
  public static long indexOf(int level, long position) {
    long leaf = position;
    for (int i = 0; i < level; i += 1) {
      leaf = 2 * leaf + 1;
    }
    long index = level;
    for (long n = leaf; n > 0; n >>= 1) {
      index += n;
    }
    return index;
  }

  /// How many hashes are stored for `size` records.
  public static long storedFor(long size) {
    return 2 * size - Long.bitCount(size);
  }

  public TreeHash root() {
    return size == 0 ? Merkle.EMPTY_ROOT : range(0, size);
  }

  public TreeHash leaf(long index) {
    return stored.at(indexOf(0, index));
  }

  /// Proves that record `index` is in this tree; for [Merkle#included].
  public List<TreeHash> inclusion(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no record " + index + " in a tree of " + size);
    }
    List<TreeHash> proof = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        proof.addFirst(range(middle, to));
        to = middle;
      } else {
        proof.addFirst(range(from, middle));
        from = middle;
      }
    }
    return proof;
  }

  /// Proves that this tree begins with the records of the older tree of `oldSize`; for
  /// [Merkle#consistent].
  public List<TreeHash> consistency(long oldSize) {
    if (oldSize < 0 || oldSize > size) {
      throw new IllegalArgumentException("no tree of " + oldSize + " within one of " + size);
    }
    List<TreeHash> proof = new ArrayList<>();
    long from = 0;
    long to = size;
    while (oldSize != to && oldSize > 0) {
      long middle = from + split(to - from);
      if (oldSize <= middle) {
        proof.addFirst(range(middle, to));
        to = middle;
      } else {
        proof.addFirst(range(from, middle));
        from = middle;
      }
    }
    if (from > 0) {
      proof.addFirst(range(from, to));
    }
    return proof;
  }

  /// The roots of the complete subtrees that this tree is made of, the largest first.
  List<TreeHash> peaks() {
    List<TreeHash> peaks = new ArrayList<>();
    long from = 0;
    for (long bit = Long.highestOneBit(size); bit > 0; bit >>= 1) {
      if ((size & bit) != 0) {
        peaks.add(range(from, from + bit));
        from += bit;
      }
    }
    return peaks;
  }

  /// The hash over records `from` until `to`, a range that this tree's splits produce.
  private TreeHash range(long from, long to) {
    long records = to - from;
    if (Long.bitCount(records) == 1) {
      int level = Long.numberOfTrailingZeros(records);
      return stored.at(indexOf(level, from >> level));
    }
    long middle = from + split(records);
    return Merkle.node(range(from, middle), range(middle, to));
  }

  /// The largest power of two below `records`.
  private static long split(long records) {
    return Long.highestOneBit(records - 1);
  }
}
