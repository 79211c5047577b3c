package dev.strongroom.identity;

/// What signing in is done with.
public record SignIn(
    DirectoryStore directory,
    TokenIssuer issuer,
    ClientProofs proofs,
    SignInThrottle throttle,
    Audiences audiences) {}
