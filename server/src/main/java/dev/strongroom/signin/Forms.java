package dev.strongroom.signin;

import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.security.SecureRandom;

/// Makes the random values that pages need.
record Forms(SecureRandom random) {
  SecretBytes ticket() {
    return Ticket.fresh(random);
  }
}
