package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.TokenInfo;
import java.util.List;

/// Which token of a module. A label stays when slots are counted anew, so it is the better choice.
public sealed interface HsmAddress {
  record Labelled(String label) implements HsmAddress {
    @Override
    public String toString() {
      return "token \"" + label + "\"";
    }
  }

  record InSlot(long slot) implements HsmAddress {
    @Override
    public String toString() {
      return "the token in slot " + slot;
    }
  }

  /// @throws HsmAway when no token fits, or several do
  default TokenInfo find(Cryptoki cryptoki) {
    List<TokenInfo> tokens =
        cryptoki.slots().stream()
            .map(cryptoki::token)
            .filter(TokenInfo::initialised)
            .filter(this::fits)
            .toList();
    if (tokens.size() == 1) {
      return tokens.getFirst();
    }
    throw new HsmAway(
        tokens.isEmpty() ? "no such token is there" : "several tokens have that label");
  }

  private boolean fits(TokenInfo token) {
    return switch (this) {
      case Labelled(String label) -> token.label().equals(label);
      case InSlot(long slot) -> token.slot() == slot;
    };
  }
}
