package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.TokenInfo;
import java.util.Optional;

/// Finds the token and logs in to it. A PIN that the token refused is not shown to it again: tokens
/// lock after a few wrong ones, and a server that tries on its own would lock its own HSM. Another
/// PIN, from a file that was changed, is tried.
final class HsmLogin {
  private final Cryptoki cryptoki;
  private final HsmAddress address;
  private final HsmPin pin;
  private final boolean alone;
  private Optional<SecretBytes> refused = Optional.empty();

  /// @param alone whether nobody else in this process uses the module, so that it may be
  ///   initialised anew
  HsmLogin(Cryptoki cryptoki, HsmAddress address, HsmPin pin, boolean alone) {
    this.cryptoki = cryptoki;
    this.address = address;
    this.pin = pin;
    this.alone = alone;
  }

  @Override
  public String toString() {
    return address.toString();
  }

  /// @throws HsmAway when there is no such token, or it refuses the PIN
  HsmConnection connect() {
    TokenInfo token = address.find(cryptoki);
    long session = cryptoki.openSession(token.slot());
    boolean in = false;
    try {
      if (token.loginRequired()) {
        login(session);
      }
      in = true;
    } finally {
      if (!in) {
        end(session);
      }
    }
    return new HsmConnection(cryptoki, token);
  }

  /// Tokens have few sessions, and coming back is tried for as long as it takes.
  private void end(long session) {
    try {
      cryptoki.closeSession(session);
    } catch (CryptokiFailure gone) {
      return; // the aim is reached
    }
  }

  /// As [#connect()], after the module was made to look at the world anew. It ends every session
  /// and login of this process.
  HsmConnection connectAnew() {
    finish();
    cryptoki.initialize();
    return connect();
  }

  void finish() {
    try {
      if (alone) {
        cryptoki.finish();
      }
    } catch (CryptokiFailure notThere) {
      return; // the aim is reached
    }
  }

  private void login(long session) {
    SecretBytes read = pin.read();
    if (refused.filter(read::equals).isPresent()) {
      read.close();
      throw HsmAway.byPin();
    }
    try {
      cryptoki.login(session, read.reveal());
      refused.ifPresent(SecretBytes::close);
      refused = Optional.empty();
      read.close();
    } catch (CryptokiFailure failure) {
      if (!failure.is(HsmAnswers.ABOUT_PIN)) {
        read.close();
        throw failure;
      }
      refused.ifPresent(SecretBytes::close);
      refused = Optional.of(read);
      throw HsmAway.byPin();
    }
  }
}
