package dev.strongroom.people;

import dev.strongroom.identity.ServerSeal;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Carries a half-done sign-in, or another thing that only we may have written, through a page's
/// form: sealed, bound to the browser it was given to, and short-lived.
public final class Progress {
  private static final String SEPARATOR = "\n";
  private static final int PARTS = 4;
  private static final int MAX_LENGTH = 4_096;

  private final ServerSeal seal;

  public Progress(ServerSeal seal) {
    this.seal = seal;
  }

  /// @param browser what only that browser knows: its form cookie
  public String ofPassword(PasswordPassed passed, SecretBytes browser) {
    return write(kind(passed.sealed()), passed.user().toString(), passed.at(), browser);
  }

  /// @throws dev.strongroom.kernel.Refused when the page stood open too long
  public PasswordPassed password(String form, SecretBytes browser, Instant now) {
    Optional<Read> plain = read(kind(false), form, browser, now);
    Read read =
        plain.or(() -> read(kind(true), form, browser, now)).orElseThrow(PeopleErrors::notSignedIn);
    return new PasswordPassed(PrincipalId.of(read.value()), read.at(), plain.isEmpty());
  }

  private static String kind(boolean sealed) {
    return sealed ? "sealed" : "password";
  }

  /// Remembers `value` for the next step of the same browser.
  public String of(String purpose, String value, SecretBytes browser, Instant now) {
    return write("value " + purpose, value, now, browser);
  }

  public Optional<String> value(String purpose, String form, SecretBytes browser, Instant now) {
    return read("value " + purpose, form, browser, now).map(Read::value);
  }

  /// The cookie of a browser in which this user has signed in.
  public String ofDevice(PrincipalId user, String device, Instant now) {
    return write("device", user + " " + device, now, SecretBytes.utf8(""));
  }

  public Optional<Visitor.KnownDevice> device(String cookie) {
    return opened("device", cookie)
        .filter(read -> read.browser().isEmpty())
        .map(read -> read.value().split(" ", -1))
        .filter(parts -> parts.length == 2)
        .map(parts -> new Visitor.KnownDevice(PrincipalId.of(parts[0]), parts[1]));
  }

  private record Read(String value, Instant at, String browser) {}

  private String write(String kind, String value, Instant at, SecretBytes browser) {
    String text =
        String.join(SEPARATOR, kind, value, Long.toString(at.toEpochMilli()), print(browser));
    byte[] sealed = seal.seal(SecretBytes.utf8(text));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private Optional<Read> read(String kind, String form, SecretBytes browser, Instant now) {
    return opened(kind, form)
        .filter(read -> read.browser().equals(print(browser)))
        .filter(read -> !read.at().isAfter(now.plus(PeopleTimes.CLOCKS_APART)))
        .filter(read -> now.isBefore(read.at().plus(PeopleTimes.PROGRESS)));
  }

  private Optional<Read> opened(String kind, String form) {
    if (form.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try (SecretBytes open = seal.open(Base64.getUrlDecoder().decode(form))) {
      String[] parts = new String(open.reveal(), StandardCharsets.UTF_8).split(SEPARATOR, -1);
      return parts.length == PARTS && parts[0].equals(kind)
          ? Optional.of(
              new Read(parts[1], Instant.ofEpochMilli(Long.parseLong(parts[2])), parts[3]))
          : Optional.empty();
    } catch (Tampered | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static String print(SecretBytes browser) {
    return browser.length() == 0 ? "" : HexFormat.of().formatHex(Ticket.hash(browser).reveal());
  }
}
