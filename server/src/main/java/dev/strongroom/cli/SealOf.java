package dev.strongroom.cli;

import dev.strongroom.Config.PinSource;
import dev.strongroom.Config.SealChoice;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.HsmLimits;
import dev.strongroom.trust.HsmPin;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.PassphraseSeal;
import dev.strongroom.trust.Pkcs11Seal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Makes the seal that the configuration names, with the secret that opens it: from a file, from
/// the environment, or from who sits at the terminal.
record SealOf(Console console, Providers providers) {
  private static final String PASSPHRASE_REMEDY =
      "Name a file in seal.passphrase-file (as a service manager's credential).";
  private static final String PIN_REMEDY =
      "Name a file in seal.pin-file (as a service manager's credential), or a variable in"
          + " seal.pin-environment.";

  Seal seal(SealChoice choice) throws Failure, IOException {
    return seal(choice, true);
  }

  /// @param alone whether nobody else in this process uses the HSM's module
  Seal seal(SealChoice choice, boolean alone) throws Failure, IOException {
    return switch (choice) {
      case SealChoice.InFile(Path file) -> new FileSeal(file, providers);
      case SealChoice.Passphrase(Path file, Optional<Path> from) ->
          new PassphraseSeal(file, passphrase(from), Argon2Cost.ROOT, providers);
      case SealChoice.InHsm hsm -> inHsm(hsm, alone);
      case SealChoice.Operators shared -> new OperatorsSeal(shared.made(), providers);
    };
  }

  /// Alone, the module may be initialised anew when the token is lost.
  private Seal inHsm(SealChoice.InHsm hsm, boolean alone) throws Failure, IOException {
    Pkcs11Seal.Settings settings =
        new Pkcs11Seal.Settings(
            hsm.module(),
            hsm.token(),
            hsm.keyLabel(),
            HsmLimits.DEFAULT.withSessions(hsm.sessions()),
            alone);
    HsmPin pin = pin(hsm.pin());
    return ServerRun.saying(() -> Pkcs11Seal.load(settings, pin, providers));
  }

  private HsmPin pin(PinSource source) throws Failure {
    return switch (source) {
      case PinSource.InFile(Path file) -> HsmPin.inFile(file);
      case PinSource.InEnvironment(String variable) ->
          HsmPin.kept(
              console
                  .environment()
                  .apply(variable)
                  .map(SecretBytes::utf8)
                  .orElseThrow(() ->
                      new Failure(
                          "The HSM's PIN should be in the environment variable "
                              + variable
                              + ", which is not set.")));
      case PinSource.Prompted() ->
          HsmPin.kept(asked("PIN of the HSM: ", "The HSM's PIN", PIN_REMEDY));
    };
  }

  private static SecretBytes passphrase(Optional<Path> from) throws Failure, IOException {
    if (from.isEmpty()) {
      return asked("Passphrase of the seal: ", "The seal's passphrase", PASSPHRASE_REMEDY);
    }
    byte[] bytes = Files.readAllBytes(from.get());
    int length = bytes.length;
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
      length -= 1;
    }
    SecretBytes passphrase = SecretBytes.owning(Arrays.copyOf(bytes, length));
    Arrays.fill(bytes, (byte) 0);
    return passphrase;
  }

  static SecretBytes asked(String prompt, String what, String remedy) throws Failure {
    java.io.Console terminal = System.console();
    if (terminal == null || !terminal.isTerminal()) {
      throw new Failure(what + " is needed, and there is no terminal to ask on.", remedy);
    }
    char[] typed = terminal.readPassword(prompt);
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
    byte[] bytes = new byte[utf8.remaining()];
    utf8.get(bytes);
    Arrays.fill(typed, '\0');
    Arrays.fill(utf8.array(), (byte) 0);
    return SecretBytes.owning(bytes);
  }
}
