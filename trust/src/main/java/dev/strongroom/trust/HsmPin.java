package dev.strongroom.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Where the PIN comes from. It is asked at each login, so that a changed file is seen.
@FunctionalInterface
public interface HsmPin {
  /// The caller wipes it. Throws [HsmAway] when it cannot be had now.
  SecretBytes read();

  /// The content of a file, without the line end that editors leave.
  static HsmPin inFile(Path file) {
    return () -> {
      try {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
          length -= 1;
        }
        SecretBytes pin = SecretBytes.owning(Arrays.copyOf(bytes, length));
        Arrays.fill(bytes, (byte) 0);
        return pin;
      } catch (IOException unreadable) {
        throw new HsmAway("the PIN file " + file + " cannot be read");
      }
    };
  }

  /// A PIN that was asked for once and is kept in memory.
  static HsmPin kept(SecretBytes pin) {
    return () -> SecretBytes.owning(pin.reveal().clone());
  }
}
