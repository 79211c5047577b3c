package dev.strongroom.localroles;

import dev.strongroom.model.ObjectName;
import java.util.Locale;
import java.util.Optional;

/// Where a local role counts: the whole HSM (`/`), all its keys (`/keys`), or one (`/keys/name`).
/// Names of keys compare without regard to case.
public record LocalScope(String canonical, String display) {
  private static final String KEYS_PATH = "/keys";
  public static final LocalScope ROOT = new LocalScope("/", "/");
  public static final LocalScope KEYS = new LocalScope(KEYS_PATH, KEYS_PATH);

  /// The scope of one key, which need not be there.
  public static LocalScope key(String name) {
    return new LocalScope(KEYS_PATH + "/" + name.toLowerCase(Locale.ROOT), KEYS_PATH + "/" + name);
  }

  /// What an assignment says; empty for anything but the three forms.
  public static Optional<LocalScope> parse(String text) {
    if (text.isEmpty() || text.equals("/")) {
      return Optional.of(ROOT);
    }
    String path = text.startsWith("/") ? text : "/" + text;
    if (path.equalsIgnoreCase(KEYS_PATH)) {
      return Optional.of(KEYS);
    }
    String below = KEYS_PATH + "/";
    boolean key = path.regionMatches(true, 0, below, 0, below.length());
    return key
        ? ObjectName.parse(path.substring(below.length())).map(name -> key(name.display()))
        : Optional.empty();
  }

  public boolean isKey() {
    return canonical.length() > KEYS_PATH.length();
  }

  /// Whether a role at this scope counts at `other`.
  public boolean covers(LocalScope other) {
    return canonical.equals(ROOT.canonical)
        || canonical.equals(other.canonical)
        || (canonical.equals(KEYS_PATH) && other.isKey());
  }

  /// In front of `/providers/…`.
  public String prefix() {
    return canonical.equals(ROOT.canonical) ? "" : display;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LocalScope that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return display;
  }
}
