package dev.strongroom.sealing;

import java.util.List;

/// What the server has keys of its own for. Each purpose has its own key, so that what was sealed
/// for one cannot be passed off as another.
public final class ServerPurposes {
  /// The private keys of the token issuer.
  public static final String TOKEN_SIGNING = "token-signing";

  /// Backups of single objects that clients keep.
  public static final String BACKUP = "backup";

  /// Where the next page of a list starts; clients carry it from one request to the next.
  public static final String LIST_MARKER = "list-marker";

  /// What the forms of the sign-in carry from one step to the next.
  public static final String SIGN_IN_FORMS = "sign-in-forms";

  /// What authenticator apps share with us.
  public static final String SECOND_FACTORS = "second-factors";

  static final List<String> ALL =
      List.of(TOKEN_SIGNING, BACKUP, LIST_MARKER, SIGN_IN_FORMS, SECOND_FACTORS);

  private ServerPurposes() {}
}
