package dev.strongroom.condition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Something a condition asks of a request, as `@Resource[Microsoft.KeyVault/vaults:name]`. Azure
/// compares the names of attributes without regard to case, so identity is `canonical`.
public record Attribute(Source source, String canonical, String display) {
  /// Where the attribute comes from.
  public enum Source {
    /// The object that is acted on.
    RESOURCE("@Resource"),
    /// What the request wants to make.
    REQUEST("@Request"),
    /// Custom security attributes of the caller.
    PRINCIPAL("@Principal"),
    /// Time and network.
    ENVIRONMENT("@Environment");

    private final String wire;

    Source(String wire) {
      this.wire = wire;
    }

    static Optional<Source> parse(String text) {
      return Arrays.stream(values()).filter(one -> one.wire.equalsIgnoreCase(text)).findFirst();
    }
  }

  public static Attribute of(Source source, String name) {
    return new Attribute(source, name.toLowerCase(Locale.ROOT), name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attribute that
        && source == that.source
        && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + canonical.hashCode();
  }

  @Override
  public String toString() {
    return source.wire + "[" + display + "]";
  }
}
