package dev.strongroom.condition;

import java.util.Locale;

/// An action of a role definition: compared without regard to case, `*` standing for any text,
/// slashes included. `/*/` also stands for a single slash: `Microsoft.KeyVault/vaults/*/read` is
/// all that Key Vault Reader has to read the vault itself.
public final class ActionPattern {
  private final String[] parts;

  public ActionPattern(String text) {
    parts = text.toLowerCase(Locale.ROOT).split("\\*", -1);
  }

  /// `action` in lower case. Each part takes the first place it fits: that leaves the most for the
  /// parts behind it, so nothing is ever tried twice.
  public boolean matches(String action) {
    if (parts.length == 1) {
      return action.equals(parts[0]);
    } else if (!action.startsWith(parts[0])) {
      return false;
    }
    int from = parts[0].length();
    for (int i = 1; i < parts.length - 1; i += 1) {
      int at = action.indexOf(parts[i], sharing(i, from));
      if (at < 0) {
        return false;
      }
      from = at + parts[i].length();
    }
    String end = parts[parts.length - 1];
    return action.endsWith(end)
        && action.length() - end.length() >= sharing(parts.length - 1, from);
  }

  /// Where part `index` may begin: on the slash before it, when both sides of the `*` have one.
  private int sharing(int index, int from) {
    return parts[index].startsWith("/") && parts[index - 1].endsWith("/") ? from - 1 : from;
  }
}
