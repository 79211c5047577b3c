package dev.strongroom.trust;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keys made once and opened anew for each test: making RSA keys takes longer than testing them.
final class TestKeys {
  static final SoftwareKeys FAST =
      new SoftwareKeys(
          Providers.detect(System.getLogger(TestKeys.class.getName())), new SecureRandom());
  static final SoftwareKeys PLAIN = new SoftwareKeys(Providers.jdkOnly(), new SecureRandom());
  private static final Map<String, byte[]> MADE = new ConcurrentHashMap<>();

  private TestKeys() {}

  static SoftwareKey one(KeySpec spec) {
    return opened("one", spec);
  }

  /// Of the same specification as [#one], and not the same.
  static SoftwareKey another(KeySpec spec) {
    return opened("another", spec);
  }

  private static SoftwareKey opened(String which, KeySpec spec) {
    byte[] encoded =
        MADE.computeIfAbsent(which + spec.label(), name -> FAST.generate(spec).encoded().reveal());
    return FAST.decode(SecretBytes.owning(encoded.clone()));
  }
}
