package dev.strongroom.reveal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;

/// What one must be allowed to do. The names are below `Microsoft.Authorization`, so that a
/// Contributor, whose role leaves out every write there, can neither lift the rule nor be the
/// second person.
public final class RevealActions {
  public static final Action READ_RULES =
      Action.control("Microsoft.Authorization/revealRules/read", Effect.READ);
  public static final Action WRITE_RULES =
      Action.control("Microsoft.Authorization/revealRules/write", Effect.WRITE);
  public static final Action DELETE_RULES =
      Action.control("Microsoft.Authorization/revealRules/delete", Effect.WRITE);
  public static final Action DECIDE =
      Action.control("Microsoft.Authorization/reveals/approvals/write", Effect.WRITE);
  public static final Action END_DUE =
      Action.control("Microsoft.Authorization/reveals/endDue/action", Effect.WRITE);

  /// Judged by the operations themselves: who may read the secret may ask, and see what it asked.
  static final Action ASK = Action.open("Microsoft.Authorization/reveals/write", Effect.WRITE);

  static final Action READ = Action.open("Microsoft.Authorization/reveals/read", Effect.READ);

  /// What a read of a secret is judged by.
  static final Action GET_SECRET =
      Action.data("Microsoft.KeyVault/vaults/secrets/getSecret/action", Effect.READ, "secrets/get");

  /// A deployment that reads a secret for a parameter; its target is the vault.
  static final String DEPLOY = "Microsoft.KeyVault/vaults/deploy/action";

  static final String BACKUP = "Microsoft.KeyVault/vaults/secrets/backup/action";

  private RevealActions() {}
}
