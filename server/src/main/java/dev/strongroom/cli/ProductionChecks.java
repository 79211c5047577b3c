package dev.strongroom.cli;

import dev.strongroom.Config;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The checks of `strongroom doctor --config FILE`. The seal is really opened: an HSM is logged in
/// to, and its root key wraps and unwraps once.
record ProductionChecks(Config config, Console console) {
  List<Finding> all(int javaFeature) throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(HostChecks.jdk(javaFeature));
    findings.add(data());
    findings.add(file("tls", config.listen().certificate()));
    findings.add(file("tls", config.listen().key()));
    findings.add(seal());
    return findings;
  }

  private Finding data() throws IOException {
    Path data = config.data();
    if (!Files.isDirectory(data)) {
      return Finding.fault(
          "data", data + " does not exist", "strongroom init makes it; or put it back.");
    }
    if (HostChecks.openToOthers(data)) {
      return Finding.fault("data", data + " is open to other users", "chmod 700 " + data);
    }
    return HostChecks.space(data, Files.getFileStore(data).getUsableSpace());
  }

  private static Finding file(String about, Path file) {
    return Files.isReadable(file)
        ? Finding.good(about, file.toString())
        : Finding.fault(about, file + " cannot be read by this user", "Check path and owner.");
  }

  private Finding seal() throws IOException {
    Providers providers = Providers.detect(System.getLogger("strongroom.crypto"));
    try {
      Seal seal = new SealOf(console, providers).seal(config.seal());
      if (!ServerRun.saying(seal::exists)) {
        return Finding.fault(
            "seal",
            "opens, but there is no root key yet",
            "strongroom init makes one. If there was one, put back the HSM's or the file's backup.");
      }
      String roots = String.join(", ", ServerRun.saying(() -> seal.ids(console.random())));
      String found = "root key " + roots + ". " + seal.notice();
      return Finding.good("seal", seal instanceof OperatorsSeal ? "sealed. " + found : found);
    } catch (Failure refused) {
      return Finding.fault("seal", refused.lines()[0], "docs/operations.md has a part on seals.");
    }
  }
}
