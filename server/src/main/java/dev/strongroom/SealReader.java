package dev.strongroom;

import dev.strongroom.Config.PinSource;
import dev.strongroom.Config.SealChoice;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.HsmLimits;
import dev.strongroom.trust.Pkcs11Seal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the mapping `seal` of the configuration file.
///
/// @param mistakes collects what is wrong
record SealReader(List<String> mistakes) {
  private static final int SLOT_MAX = Integer.MAX_VALUE;
  private static final int SESSIONS_MAX = 64;
  private static final String KEY_LABEL = "strongroom-root";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  SealChoice read(YamlNode node, Path data) {
    String type = node.text("type").orElse("passphrase");
    return switch (type) {
      case "file" -> new SealChoice.InFile(file(node, data));
      case "passphrase" ->
          new SealChoice.Passphrase(file(node, data), node.path("passphrase-file"));
      case "pkcs11" -> inHsm(node);
      default -> {
        mistakes.add(node.at("type") + ": must be `pkcs11`, `passphrase` or `file`, not " + type);
        yield new SealChoice.InFile(file(node, data));
      }
    };
  }

  private static Path file(YamlNode node, Path data) {
    return node.path("file").orElse(data.resolve("seal"));
  }

  private SealChoice inHsm(YamlNode node) {
    Optional<Path> module = node.path("module");
    if (module.isEmpty()) {
      mistakes.add(
          node.at("module")
              + ": missing; give the vendor's PKCS #11 library, as"
              + " /usr/lib/softhsm/libsofthsm2.so");
    }
    return new SealChoice.InHsm(
        module.orElse(Path.of(".")),
        token(node),
        keyLabel(node),
        pin(node),
        node.whole("sessions", 1, SESSIONS_MAX).orElse(HsmLimits.DEFAULT.sessions()));
  }

  private HsmAddress token(YamlNode node) {
    Optional<String> label = node.text("token-label");
    Optional<Integer> slot = node.whole("slot", 0, SLOT_MAX);
    if (label.isPresent() && slot.isPresent()) {
      mistakes.add(node.at("slot") + ": give token-label or slot, not both");
    }
    if (label.isEmpty() && slot.isEmpty()) {
      mistakes.add(node.at("token-label") + ": missing; give the token's label (or slot: NUMBER)");
    }
    return slot.<HsmAddress>map(HsmAddress.InSlot::new)
        .orElseGet(() -> new HsmAddress.Labelled(label.orElse("unset")));
  }

  private String keyLabel(YamlNode node) {
    String label = node.text("key-label").orElse(KEY_LABEL);
    if (!Pkcs11Seal.isKeyLabel(label)) {
      mistakes.add(
          node.at("key-label")
              + ": must be 1 to "
              + Pkcs11Seal.KEY_LABEL_MAX
              + " letters, digits, `-` or `_`, not "
              + label);
    }
    return label;
  }

  /// What was given as a PIN is not repeated.
  private PinSource pin(YamlNode node) {
    if (node.text("pin").isPresent()) {
      mistakes.add(
          node.at("pin")
              + ": a PIN does not belong in this file; name a file in pin-file or a variable in"
              + " pin-environment");
    }
    Optional<Path> file = node.path("pin-file");
    Optional<String> variable = node.text("pin-environment");
    if (file.isPresent() && variable.isPresent()) {
      mistakes.add(node.at("pin-environment") + ": give pin-file or pin-environment, not both");
    }
    variable
        .filter(name -> !VARIABLE.matcher(name).matches())
        .ifPresent(_ ->
            mistakes.add(
                node.at("pin-environment") + ": must be the name of an environment variable"));
    return file.<PinSource>map(PinSource.InFile::new)
        .or(() -> variable.map(PinSource.InEnvironment::new))
        .orElseGet(PinSource.Prompted::new);
  }
}
