package dev.strongroom.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// Merkle tree hashing and the checking of proofs exactly as RFC 6962 defines them (section 2.1;
/// the checks as RFC 9162 2.1.3.2 and 2.1.4.2 spell them out). Leaves and inner nodes are hashed
/// with different prefixes, so one can never stand for the other.
public final class Merkle {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /// The root of the tree without records.
  public static final TreeHash EMPTY_ROOT = TreeHash.of(sha256().digest());

  private Merkle() {}

  public static TreeHash leaf(byte[] record) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return TreeHash.of(digest.digest(record));
  }

  public static TreeHash node(TreeHash left, TreeHash right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left.shared());
    return TreeHash.of(digest.digest(right.shared()));
  }

  /// Whether `proof` shows that `leaf` is record number `index` (from 0) of the tree of `size`
  /// records with this root.
  public static boolean included(
      TreeHash leaf, long index, long size, TreeHash root, List<TreeHash> proof) {
    if (index < 0 || index >= size) {
      return false;
    }
    long position = index;
    long last = size - 1;
    TreeHash hash = leaf;
    for (TreeHash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((position & 1) == 1 || position == last) {
        hash = node(sibling, hash);
        int skipped = (position & 1) == 1 ? 0 : Long.numberOfTrailingZeros(position);
        position >>= skipped;
        last >>= skipped;
      } else {
        hash = node(hash, sibling);
      }
      position >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /// Whether `proof` shows that the tree of `size` records begins with the very records of the
  /// older tree of `oldSize`. Every tree begins with the empty one.
  public static boolean consistent(
      long oldSize, TreeHash oldRoot, long size, TreeHash root, List<TreeHash> proof) {
    if (oldSize < 0 || oldSize > size) {
      return false;
    }
    if (oldSize == 0) {
      return proof.isEmpty() && oldRoot.equals(EMPTY_ROOT);
    }
    if (oldSize == size) {
      return proof.isEmpty() && oldRoot.equals(root);
    }
    boolean wholeSubtree = Long.bitCount(oldSize) == 1;
    if (proof.isEmpty() && !wholeSubtree) {
      return false;
    }
    TreeHash start = wholeSubtree ? oldRoot : proof.getFirst();
    List<TreeHash> rest = wholeSubtree ? proof : proof.subList(1, proof.size());
    return climbsToBoth(new Roots(oldSize, oldRoot, size, root), start, rest);
  }

  private record Roots(long oldSize, TreeHash oldRoot, long size, TreeHash root) {}

  private static boolean climbsToBoth(Roots roots, TreeHash start, List<TreeHash> path) {
    int complete = Long.numberOfTrailingZeros(roots.oldSize());
    long position = (roots.oldSize() - 1) >> complete;
    long last = (roots.size() - 1) >> complete;
    TreeHash older = start;
    TreeHash newer = start;
    for (TreeHash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((position & 1) == 1 || position == last) {
        older = node(sibling, older);
        newer = node(sibling, newer);
        int skipped = (position & 1) == 1 ? 0 : Long.numberOfTrailingZeros(position);
        position >>= skipped;
        last >>= skipped;
      } else {
        newer = node(newer, sibling);
      }
      position >>= 1;
      last >>= 1;
    }
    return last == 0 && older.equals(roots.oldRoot()) && newer.equals(roots.root());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
