package dev.strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.store.Databases;
import dev.strongroom.store.TestStore;
import dev.strongroom.trust.Tampered;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What carries a list on tells nothing, and carries on no other.
class ListMarkersTest {
  @Test
  void aMarkerIsThatOfItsListAloneAndNamesNothing(@TempDir Path folder) {
    try (TestStore store = Databases.SQLITE.fresh(folder)) {
      Node node = new Node(store, folder.resolve("root.key"));
      node.perform(new EnsureServerKeys(node.sealing));
      ListMarkers markers = new ListMarkers(node.sealing);
      byte[] marker = markers.seal("/subscriptions/a/resources", "hidden-vault");
      assertThat(markers.open("/subscriptions/a/resources", marker)).isEqualTo("hidden-vault");
      assertThat(new String(marker, StandardCharsets.ISO_8859_1)).doesNotContain("hidden");
      for (String other :
          new String[] {"/subscriptions/a/resource", "/subscriptions/b/resources"}) {
        assertThatThrownBy(() -> markers.open(other, marker)).isInstanceOf(Tampered.class);
      }
    }
  }
}
