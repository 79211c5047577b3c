package dev.strongroom.identity;

import dev.strongroom.model.AppId;
import java.util.List;
import java.util.Optional;

/// How many credentials of one kind an application or managed identity may have. Entra allows 20
/// federated ones; the others keep the work of one sign-in bounded.
final class CredentialLimits {
  static final int MAX_OF_ONE_KIND = 20;
  static final int MAX_TEXT_LENGTH = 600;

  private CredentialLimits() {}

  static void require(Optional<?> found, AppId owner) {
    if (found.isEmpty()) {
      throw DirectoryActions.notFound(owner);
    }
  }

  static void checkRoomFor(String kind, List<Credential> present) {
    long same = present.stream().filter(credential -> credential.kind().equals(kind)).count();
    if (same >= MAX_OF_ONE_KIND) {
      throw DirectoryActions.invalid(
          "The object already has "
              + MAX_OF_ONE_KIND
              + " credentials of this kind; delete one before adding another.");
    }
  }

  static void checkText(String property, String value) {
    if (value.isBlank() || value.length() > MAX_TEXT_LENGTH) {
      throw DirectoryActions.invalid(
          "The value of '" + property + "' must have 1 to " + MAX_TEXT_LENGTH + " characters.");
    }
  }
}
