package dev.strongroom.keys;

import dev.strongroom.WireWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every cell of the table of algorithms with software keys; `whole/HsmAlgorithmsTest` has those in
/// an HSM.
class KeyAlgorithmsTest {
  @TempDir static Path folder;
  private static WireWorld world;
  private static AlgorithmTable table;

  @BeforeAll
  static void open() {
    world = new WireWorld(folder);
    table =
        new AlgorithmTable(
            (method, path, body) ->
                world.answer(
                    world.request(
                        method,
                        "https://contoso.vault.test/keys/"
                            + path
                            + "?api-version=2026-05-01-preview",
                        Map.of("Authorization", "Bearer officer"),
                        body.getBytes(StandardCharsets.UTF_8))),
            false);
    table.makeKeys();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void everySignatureOfTheTableAndNoOther() {
    table.everySignatureOfTheTableAndNoOther();
  }

  @Test
  void everyEncryptionOfTheTableAndNoOther() {
    table.everyEncryptionOfTheTableAndNoOther();
  }

  @Test
  void everyWrappingOfTheTableAndNoOther() {
    table.everyWrappingOfTheTableAndNoOther();
  }
}
