package dev.strongroom.whole;

import dev.strongroom.keys.AlgorithmTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every cell of the table of algorithms with keys in an HSM, in a vault of a whole server.
class HsmAlgorithmsTest {
  @Test
  void everyCellOfTheTableAndNoOther(@TempDir Path folder) {
    HsmServer server = new HsmServer(folder);
    try {
      server.makeVault("prem");
      AlgorithmTable table =
          new AlgorithmTable(
              (method, path, body) -> server.send("prem", method, "keys/" + path, body), true);
      table.makeKeys();
      table.everySignatureOfTheTableAndNoOther();
      table.everyEncryptionOfTheTableAndNoOther();
      table.everyWrappingOfTheTableAndNoOther();
    } finally {
      server.close();
    }
  }
}
