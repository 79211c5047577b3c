package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int MOST = 65;

  /// The test tree of the certificate-transparency project.
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsAreThoseOfCertificateTransparency() {
    MerkleFrontier frontier = new MerkleFrontier();
    List<TreeHash> stored = new ArrayList<>();
    for (int size = 0; size < ROOTS.size(); size += 1) {
      assertThat(HEX.formatHex(frontier.root().bytes())).isEqualTo(ROOTS.get(size));
      assertThat(new MerkleTree(index -> stored.get((int) index), size).root())
          .isEqualTo(frontier.root());
      if (size < LEAVES.size()) {
        stored.addAll(frontier.add(Merkle.leaf(HEX.parseHex(LEAVES.get(size)))));
      }
    }
  }

  /// Proofs printed in RFC 6962 2.1.3 for its seven-record tree, by their shape: the leaves are
  /// letters a to g there.
  @Test
  void proofsAreTheOnesThatRfc6962Prints() {
    List<TreeHash> stored = treeOf(7);
    TreeHash a = leaf(0);
    TreeHash b = leaf(1);
    TreeHash c = leaf(2);
    TreeHash d = leaf(3);
    TreeHash j = leaf(6);
    TreeHash g = Merkle.node(a, b);
    TreeHash h = Merkle.node(c, d);
    TreeHash i = Merkle.node(leaf(4), leaf(5));
    TreeHash k = Merkle.node(g, h);
    TreeHash l = Merkle.node(i, j);
    MerkleTree tree = new MerkleTree(at(stored), 7);
    assertThat(tree.inclusion(0)).containsExactly(b, h, l);
    assertThat(tree.inclusion(3)).containsExactly(c, g, l);
    assertThat(tree.inclusion(4)).containsExactly(leaf(5), j, k);
    assertThat(tree.inclusion(6)).containsExactly(i, k);
    assertThat(tree.consistency(3)).containsExactly(c, d, g, l);
    assertThat(tree.consistency(4)).containsExactly(l);
    assertThat(tree.consistency(6)).containsExactly(i, j, k);
  }

  @Test
  void everyInclusionProofHoldsAndNoMutationOfItDoes() {
    List<TreeHash> stored = treeOf(MOST);
    for (int size = 1; size <= MOST; size += 1) {
      MerkleTree tree = new MerkleTree(at(stored), size);
      TreeHash root = tree.root();
      for (int index = 0; index < size; index += 1) {
        String about = index + " of " + size;
        List<TreeHash> proof = tree.inclusion(index);
        assertThat(tree.leaf(index)).isEqualTo(leaf(index));
        assertThat(Merkle.included(leaf(index), index, size, root, proof)).as(about).isTrue();
        assertThat(Merkle.included(leaf(index + 1), index, size, root, proof)).as(about).isFalse();
        assertThat(Merkle.included(leaf(index), index, size, leaf(0), proof))
            .as(about)
            .isEqualTo(size == 1);
        assertThat(Merkle.included(leaf(index), size, size, root, proof)).as(about).isFalse();
        assertThat(Merkle.included(leaf(index), -1, size, root, proof)).as(about).isFalse();
        if (index > 0) {
          assertThat(Merkle.included(leaf(index), index - 1, size, root, proof))
              .as(about)
              .isFalse();
        }
        for (List<TreeHash> wrong : mutations(proof)) {
          assertThat(Merkle.included(leaf(index), index, size, root, wrong)).as(about).isFalse();
        }
      }
    }
  }

  @Test
  void everyConsistencyProofHoldsAndNoMutationOfItDoes() {
    List<TreeHash> stored = treeOf(MOST);
    for (int size = 0; size <= MOST; size += 1) {
      MerkleTree tree = new MerkleTree(at(stored), size);
      for (int old = 0; old <= size; old += 1) {
        String about = old + " within " + size;
        TreeHash oldRoot = new MerkleTree(at(stored), old).root();
        List<TreeHash> proof = tree.consistency(old);
        assertThat(Merkle.consistent(old, oldRoot, size, tree.root(), proof)).as(about).isTrue();
        assertThat(Merkle.consistent(old, leaf(MOST), size, tree.root(), proof))
            .as(about)
            .isFalse();
        assertThat(Merkle.consistent(size + 1, oldRoot, size, tree.root(), proof)).isFalse();
        if (old > 0) {
          assertThat(Merkle.consistent(old, oldRoot, size, leaf(MOST), proof)).as(about).isFalse();
        }
        for (List<TreeHash> wrong : mutations(proof)) {
          assertThat(Merkle.consistent(old, oldRoot, size, tree.root(), wrong)).as(about).isFalse();
        }
      }
    }
  }

  @Test
  void anotherHistoryIsNotConsistent() {
    List<TreeHash> stored = treeOf(MOST);
    List<TreeHash> forged = new ArrayList<>();
    MerkleFrontier frontier = new MerkleFrontier();
    for (int n = 0; n < MOST; n += 1) {
      forged.addAll(frontier.add(leaf(n == 5 ? 1000 : n)));
    }
    for (int old = 6; old <= MOST; old += 1) {
      TreeHash oldRoot = new MerkleTree(at(stored), old).root();
      MerkleTree other = new MerkleTree(at(forged), MOST);
      assertThat(Merkle.consistent(old, oldRoot, MOST, other.root(), other.consistency(old)))
          .as("old size " + old)
          .isFalse();
    }
  }

  @Test
  void storedHashesGrowAtTheirEndOnly() {
    MerkleFrontier frontier = new MerkleFrontier();
    long stored = 0;
    for (int n = 0; n < 1_000; n += 1) {
      assertThat(MerkleTree.storedFor(n)).isEqualTo(stored);
      assertThat(MerkleTree.indexOf(0, n)).isEqualTo(stored);
      int completed = frontier.add(leaf(n)).size();
      for (int level = 0; level < completed; level += 1) {
        assertThat(MerkleTree.indexOf(level, n >> level)).isEqualTo(stored + level);
      }
      stored += completed;
    }
  }

  @Test
  void aFrontierGoesOnFromStoredHashes() {
    List<TreeHash> stored = treeOf(MOST);
    for (int size = 0; size < MOST; size += 1) {
      MerkleFrontier frontier = MerkleFrontier.of(new MerkleTree(at(stored), size));
      frontier.add(leaf(size));
      assertThat(frontier.root()).isEqualTo(new MerkleTree(at(stored), size + 1).root());
    }
  }

  private static List<List<TreeHash>> mutations(List<TreeHash> proof) {
    List<List<TreeHash>> all = new ArrayList<>();
    for (int i = 0; i < proof.size(); i += 1) {
      List<TreeHash> changed = new ArrayList<>(proof);
      byte[] bytes = changed.get(i).bytes();
      bytes[i % TreeHash.LENGTH] ^= 1;
      changed.set(i, TreeHash.of(bytes));
      List<TreeHash> shorter = new ArrayList<>(proof);
      shorter.remove(i);
      all.add(changed);
      all.add(shorter);
    }
    List<TreeHash> longer = new ArrayList<>(proof);
    longer.add(leaf(0));
    all.add(longer);
    return all;
  }

  private static List<TreeHash> treeOf(int records) {
    MerkleFrontier frontier = new MerkleFrontier();
    List<TreeHash> stored = new ArrayList<>();
    for (int n = 0; n < records; n += 1) {
      stored.addAll(frontier.add(leaf(n)));
    }
    return stored;
  }

  private static MerkleTree.Stored at(List<TreeHash> hashes) {
    return index -> hashes.get((int) index);
  }

  private static TreeHash leaf(int n) {
    return Merkle.leaf(("record " + n).getBytes(StandardCharsets.UTF_8));
  }
}
