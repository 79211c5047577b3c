package dev.strongroom.identity;

import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// What this server is at a trusted issuer where people sign in.
///
/// @param id our client id there
/// @param secret empty: a public client, which PKCE alone protects
/// @param scope what is asked for, `openid` among it
public record ForeignClient(
    TrustedIssuer issuer, String id, Optional<SecretBytes> secret, String scope) {}
