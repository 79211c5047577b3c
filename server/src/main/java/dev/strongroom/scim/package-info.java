/// I own `/scim/v2` on the Graph hosts: SCIM 2.0 (RFC 7643, RFC 7644) as Entra ID, Okta and others
/// speak it to a service that they provision.
@NullMarked
package dev.strongroom.scim;

import org.jspecify.annotations.NullMarked;
