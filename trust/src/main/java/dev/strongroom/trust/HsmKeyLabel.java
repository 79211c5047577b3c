package dev.strongroom.trust;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The label of a root key in a token, as `strongroom-root.gcm.0123456789abcdef`: whose it is, how
/// it wraps, and its id. At most 40 characters, which is what the smallest tokens take. The label
/// is all that identifies the key; its `CKA_ID` is left to the token.
record HsmKeyLabel(String prefix, HsmWrapping wrapping, String id) {
  private static final int ID_BYTES = 8;
  private static final Pattern FORM = Pattern.compile("(.+)\\.([a-z]{3})\\.([0-9a-f]{16})");

  static HsmKeyLabel fresh(String prefix, HsmWrapping wrapping, RandomGenerator random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return new HsmKeyLabel(prefix, wrapping, HexFormat.of().formatHex(id));
  }

  static Optional<HsmKeyLabel> parse(String label) {
    Matcher form = FORM.matcher(label);
    return form.matches()
        ? HsmWrapping.marked(form.group(2))
            .map(wrapping -> new HsmKeyLabel(form.group(1), wrapping, form.group(3)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return prefix + "." + wrapping.mark() + "." + id;
  }
}
