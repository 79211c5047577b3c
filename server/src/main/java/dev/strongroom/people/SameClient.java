package dev.strongroom.people;

import dev.strongroom.identity.ClientPassed;
import dev.strongroom.identity.ReplyAddress.Platform;
import java.util.Optional;

/// Whether whoever comes with a code, a refresh token or a password is the application that it
/// says.
final class SameClient {
  private SameClient() {}

  /// A server proves itself; a page comes from its own origin; a program on a machine has PKCE
  /// alone and must not carry a secret, for then it would be on every machine.
  static void check(Client client, Platform platform, TokenAsk ask) {
    if (client.isFirstParty()) {
      return;
    }
    Optional<String> origin = ask.origin();
    if (platform == Platform.SPA && origin.filter(client::livesAt).isEmpty()) {
      throw PeopleErrors.onlyFromItsPage();
    } else if (platform != Platform.SPA && origin.isPresent()) {
      throw PeopleErrors.notFromAPage();
    } else if (platform != Platform.WEB && ask.proven().isPresent()) {
      throw PeopleErrors.publicWithSecret(client.id());
    } else if (platform == Platform.PUBLIC_CLIENT && !client.isPublic()) {
      throw PeopleErrors.proofMissing(); // it was one once
    } else if (platform == Platform.WEB && !proven(client, ask)) {
      throw PeopleErrors.proofMissing();
    }
  }

  private static boolean proven(Client client, TokenAsk ask) {
    return ask.proven().map(ClientPassed::client).filter(client.id()::equals).isPresent();
  }
}
