package dev.strongroom.sealing;

import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import java.nio.charset.StandardCharsets;

/// Where a list goes on. It may be the name of something that the caller may not see, so it is
/// sealed: it tells nothing, and is worth nothing for another list.
public record ListMarkers(Sealing sealing) {
  private static final char SEPARATOR = '\n';

  /// @param list has no line feed in it
  public byte[] seal(String list, String after) {
    try (SecretBytes plain = SecretBytes.utf8(list + SEPARATOR + after)) {
      return sealing.sealForServer(ServerPurposes.LIST_MARKER, plain);
    }
  }

  /// @throws Tampered when it was not sealed here, or for another list
  public String open(String list, byte[] sealed) {
    try (SecretBytes plain = sealing.openForServer(ServerPurposes.LIST_MARKER, sealed)) {
      String text = new String(plain.reveal(), StandardCharsets.UTF_8);
      if (!text.startsWith(list + SEPARATOR)) {
        throw new Tampered("the marker of another list");
      }
      return text.substring(list.length() + 1);
    }
  }
}
