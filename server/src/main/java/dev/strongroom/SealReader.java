package dev.strongroom;

import dev.strongroom.Config.PinSource;
import dev.strongroom.Config.SealChoice;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.HsmLimits;
import dev.strongroom.trust.OperatorKey;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.Pkcs11Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the mapping `seal` of the configuration file.
///
/// @param mistakes collects what is wrong
record SealReader(List<String> mistakes) {
  private static final int SLOT_MAX = Integer.MAX_VALUE;
  private static final int SESSIONS_MAX = 64;
  private static final String KEY_FORMS =
      "must be an age recipient (age1…) or an RSA public key of 2048 bits or more as PEM (BEGIN"
          + " PUBLIC KEY)";
  private static final String KEY_LABEL = "strongroom-root";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  SealChoice read(YamlNode node, Path data) {
    String type = node.text("type").orElse("passphrase");
    return switch (type) {
      case "file" -> new SealChoice.InFile(file(node, data));
      case "passphrase" ->
          new SealChoice.Passphrase(file(node, data), node.path("passphrase-file"));
      case "pkcs11" -> inHsm(node);
      case "operators" -> operators(node, data);
      default -> {
        mistakes.add(
            node.at("type")
                + ": must be `pkcs11`, `operators`, `passphrase` or `file`, not "
                + type);
        yield new SealChoice.InFile(file(node, data));
      }
    };
  }

  private static Path file(YamlNode node, Path data) {
    return node.path("file").orElse(data.resolve("seal"));
  }

  /// The operators are needed when the seal is made, and may be left out after that.
  private SealChoice operators(YamlNode node, Path data) {
    int threshold =
        node.whole("threshold", OperatorsSeal.THRESHOLD_MIN, OperatorsSeal.THRESHOLD_MAX)
            .orElse(OperatorsSeal.THRESHOLD_MIN);
    List<OperatorsSeal.Operator> operators = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<YamlNode> given = node.children("operators");
    for (YamlNode one : given) {
      operator(one, names).ifPresent(operators::add);
    }
    if (!given.isEmpty()
        && (given.size() < threshold || given.size() > OperatorsSeal.OPERATORS_MAX)) {
      mistakes.add(
          node.at("operators")
              + ": must be as many as the threshold, "
              + threshold
              + ", and at most "
              + OperatorsSeal.OPERATORS_MAX
              + ", not "
              + given.size());
    }
    return new SealChoice.Operators(
        new OperatorsSeal.Settings(file(node, data), threshold, operators),
        node.path("unseal-socket").orElse(data.resolve("unseal.sock")),
        node.flag("unseal-over-tls").orElse(false));
  }

  private Optional<OperatorsSeal.Operator> operator(YamlNode node, Set<String> names) {
    String name = node.text("name").orElse("");
    if (!OperatorsSeal.Operator.isName(name)) {
      mistakes.add(
          node.at("name") + ": must be 1 to 64 letters, digits or any of `.`, `_`, `@`, `-`");
    } else if (!names.add(name)) {
      mistakes.add(node.at("name") + ": another operator has this name: " + name);
    }
    return keyText(node)
        .flatMap(text -> {
          Optional<OperatorKey> key = OperatorKey.parse(text);
          if (key.isEmpty()) {
            mistakes.add(node.at("key") + ": " + KEY_FORMS);
          }
          return key;
        })
        .map(key -> new OperatorsSeal.Operator(name, key));
  }

  private Optional<String> keyText(YamlNode node) {
    Optional<String> text = node.text("key");
    Optional<Path> file = node.path("key-file");
    if (text.isPresent() == file.isPresent()) {
      mistakes.add(node.at("key") + ": give key or key-file");
      return Optional.empty();
    }
    if (file.isEmpty()) {
      return text;
    }
    try {
      return Optional.of(Files.readString(file.get()));
    } catch (IOException unreadable) {
      mistakes.add(node.at("key-file") + ": cannot be read: " + file.get());
      return Optional.empty();
    }
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
