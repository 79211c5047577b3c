// Keys through azkeys, configured by the environment alone. This SDK asks the server for everything; Go's own cryptography is held against it.
package main

import (
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	_ "crypto/sha512"
	"errors"
	"fmt"
	"hash"
	"math/big"
	"os"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azkeys"

	"strongroom/conformance/steps"
)

var (
	ctx    = steps.Context
	name   = steps.Name
	plain  = []byte("plain text of 32 bytes, and so on")
	hashes = map[string]crypto.Hash{"256": crypto.SHA256, "384": crypto.SHA384, "512": crypto.SHA512}
	curves = map[azkeys.SignatureAlgorithm]azkeys.CurveName{
		azkeys.SignatureAlgorithmES256: azkeys.CurveNameP256, azkeys.SignatureAlgorithmES256K: azkeys.CurveNameP256K,
		azkeys.SignatureAlgorithmES384: azkeys.CurveNameP384, azkeys.SignatureAlgorithmES512: azkeys.CurveNameP521}
	client *azkeys.Client
)

func hashOf(algorithm azkeys.SignatureAlgorithm) (crypto.Hash, []byte) {
	kind := hashes[string(algorithm)[2:5]]
	sum := kind.New()
	sum.Write(plain)
	return kind, sum.Sum(nil)
}

func public(key *azkeys.JSONWebKey) *rsa.PublicKey {
	return &rsa.PublicKey{N: new(big.Int).SetBytes(key.N), E: int(new(big.Int).SetBytes(key.E).Int64())}
}

func get(name string) (*azkeys.JSONWebKey, error) {
	got, err := client.GetKey(ctx, name, "", nil)
	return got.Key, err
}

func sign(name string, algorithm azkeys.SignatureAlgorithm) ([]byte, error) {
	_, digest := hashOf(algorithm)
	made, err := client.Sign(ctx, name, "", azkeys.SignParameters{Algorithm: &algorithm, Value: digest}, nil)
	return made.Result, err
}

func verified(name string, algorithm azkeys.SignatureAlgorithm, signature []byte) error {
	_, digest := hashOf(algorithm)
	held, err := client.Verify(ctx, name, "", azkeys.VerifyParameters{Algorithm: &algorithm, Digest: digest, Signature: signature}, nil)
	if err == nil && !*held.Value {
		err = fmt.Errorf("%s does not verify its own signature", algorithm)
	}
	if err == nil {
		signature[len(signature)-1] ^= 1
		held, err = client.Verify(ctx, name, "", azkeys.VerifyParameters{Algorithm: &algorithm, Digest: digest, Signature: signature}, nil)
		if err == nil && *held.Value {
			err = fmt.Errorf("%s verifies another signature", algorithm)
		}
	}
	return err
}

func ours(algorithm azkeys.SignatureAlgorithm, key *azkeys.JSONWebKey, signature []byte) error {
	kind, digest := hashOf(algorithm)
	switch string(algorithm)[:2] {
	case "RS":
		return rsa.VerifyPKCS1v15(public(key), kind, digest, signature)
	case "PS":
		return rsa.VerifyPSS(public(key), kind, digest, signature, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
	}
	curve := map[azkeys.CurveName]elliptic.Curve{
		azkeys.CurveNameP256: elliptic.P256(), azkeys.CurveNameP384: elliptic.P384(), azkeys.CurveNameP521: elliptic.P521()}[*key.Crv]
	if curve == nil { // Go has no P-256K
		return nil
	}
	half := len(signature) / 2
	point := &ecdsa.PublicKey{Curve: curve, X: new(big.Int).SetBytes(key.X), Y: new(big.Int).SetBytes(key.Y)}
	if !ecdsa.Verify(point, digest, new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:])) {
		return fmt.Errorf("%s is no signature for Go", algorithm)
	}
	return nil
}

func signed(name string, algorithm azkeys.SignatureAlgorithm) error {
	key, err := get(name)
	if err != nil {
		return err
	}
	signature, err := sign(name, algorithm)
	if err == nil {
		err = ours(algorithm, key, signature)
	}
	if err == nil {
		err = verified(name, algorithm, signature)
	}
	return err
}

func opened(algorithm azkeys.EncryptionAlgorithm, sealed []byte) error {
	got, err := client.Decrypt(ctx, name, "", azkeys.KeyOperationParameters{Algorithm: &algorithm, Value: sealed}, nil)
	if err == nil && string(got.Result) != string(plain) {
		err = fmt.Errorf("%s gives another plain text", algorithm)
	}
	return err
}

func oaep(kind func() hash.Hash, key *azkeys.JSONWebKey) []byte {
	sealed, err := rsa.EncryptOAEP(kind(), rand.Reader, public(key), plain, nil)
	if err != nil {
		panic(err)
	}
	return sealed
}

func private(pair *rsa.PrivateKey) *azkeys.JSONWebKey {
	return &azkeys.JSONWebKey{
		Kty: to.Ptr(azkeys.KeyTypeRSA), N: pair.N.Bytes(), E: big.NewInt(int64(pair.E)).Bytes(), D: pair.D.Bytes(), P: pair.Primes[0].Bytes(),
		Q: pair.Primes[1].Bytes(), DP: pair.Precomputed.Dp.Bytes(), DQ: pair.Precomputed.Dq.Bytes(), QI: pair.Precomputed.Qinv.Bytes()}
}

// agreed holds the server to Go with a private key that both have: what one seals or signs the other opens or verifies.
func agreed() error {
	pair, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	pair.Precompute()
	both := name + "-both"
	_, err = client.ImportKey(ctx, both, azkeys.ImportKeyParameters{Key: private(pair)}, nil)
	for algorithm, open := range map[azkeys.EncryptionAlgorithm]func([]byte) ([]byte, error){
		azkeys.EncryptionAlgorithmRSA15:      func(text []byte) ([]byte, error) { return rsa.DecryptPKCS1v15(nil, pair, text) },
		azkeys.EncryptionAlgorithmRSAOAEP:    func(text []byte) ([]byte, error) { return rsa.DecryptOAEP(sha1.New(), nil, pair, text, nil) },
		azkeys.EncryptionAlgorithmRSAOAEP256: func(text []byte) ([]byte, error) { return rsa.DecryptOAEP(sha256.New(), nil, pair, text, nil) }} {
		if err != nil {
			return err
		}
		sealed, failed := client.Encrypt(ctx, both, "", azkeys.KeyOperationParameters{Algorithm: &algorithm, Value: plain}, nil)
		if err = failed; err == nil {
			var opened []byte
			if opened, err = open(sealed.Result); err == nil && string(opened) != string(plain) {
				err = fmt.Errorf("%s gives another text", algorithm)
			}
		}
	}
	for _, algorithm := range []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"} {
		kind, digest := hashOf(azkeys.SignatureAlgorithm(algorithm))
		var ours []byte
		if err == nil && algorithm[0] == 'R' {
			ours, err = rsa.SignPKCS1v15(nil, pair, kind, digest)
		} else if err == nil {
			ours, err = rsa.SignPSS(rand.Reader, pair, kind, digest, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
		}
		if err == nil {
			err = verified(both, azkeys.SignatureAlgorithm(algorithm), ours)
		}
		if err == nil {
			err = signed(both, azkeys.SignatureAlgorithm(algorithm))
		}
	}
	for algorithm, curve := range map[azkeys.SignatureAlgorithm]elliptic.Curve{
		azkeys.SignatureAlgorithmES256: elliptic.P256(), azkeys.SignatureAlgorithmES384: elliptic.P384(), azkeys.SignatureAlgorithmES512: elliptic.P521()} {
		if err == nil {
			err = agreedOn(algorithm, curve)
		}
	}
	if err == nil {
		err = agreedOnP256K()
	}
	return err
}

func agreedOn(algorithm azkeys.SignatureAlgorithm, curve elliptic.Curve) error {
	point, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		return err
	}
	fixed := func(number *big.Int) []byte { return number.FillBytes(make([]byte, (curve.Params().BitSize+7)/8)) }
	both := name + "-both-" + string(algorithm)
	_, err = client.ImportKey(ctx, both, azkeys.ImportKeyParameters{Key: &azkeys.JSONWebKey{
		Kty: to.Ptr(azkeys.KeyTypeEC), Crv: to.Ptr(curves[algorithm]), X: fixed(point.X), Y: fixed(point.Y), D: fixed(point.D)}}, nil)
	if err != nil {
		return err
	}
	_, digest := hashOf(algorithm)
	r, s, err := ecdsa.Sign(rand.Reader, point, digest)
	if err == nil {
		err = verified(both, algorithm, append(fixed(r), fixed(s)...))
	}
	if err == nil {
		err = signed(both, algorithm)
	}
	return err
}

// symmetric holds AES and HMAC of the server to Go's.
func symmetric(bits int) error {
	raw, iv, block := make([]byte, bits/8), make([]byte, 16), []byte("two blocks of 16 bytes, no more.")
	_, _ = rand.Read(raw)
	oct := fmt.Sprintf("%s-oct-%d", name, bits)
	named := func(suffix string) *azkeys.EncryptionAlgorithm {
		return to.Ptr(azkeys.EncryptionAlgorithm(fmt.Sprintf("A%d%s", bits, suffix)))
	}
	uses := []*azkeys.KeyOperation{to.Ptr(azkeys.KeyOperationEncrypt), to.Ptr(azkeys.KeyOperationDecrypt), to.Ptr(azkeys.KeyOperationWrapKey),
		to.Ptr(azkeys.KeyOperationUnwrapKey), to.Ptr(azkeys.KeyOperationSign), to.Ptr(azkeys.KeyOperationVerify)}
	_, err := client.ImportKey(ctx, oct, azkeys.ImportKeyParameters{Key: &azkeys.JSONWebKey{Kty: to.Ptr(azkeys.KeyTypeOct), K: raw, KeyOps: uses}}, nil)
	if err != nil {
		return err
	}
	cipherOf, err := aes.NewCipher(raw)
	if err != nil {
		return err
	}
	for suffix, text := range map[string][]byte{"CBC": block, "CBCPAD": plain} {
		sealed, err := client.Encrypt(ctx, oct, "", azkeys.KeyOperationParameters{Algorithm: named(suffix), Value: text, IV: iv}, nil)
		if err != nil {
			return err
		}
		ours := append([]byte{}, text...)
		if suffix == "CBCPAD" {
			rest := 16 - len(ours)%16
			ours = append(ours, bytes.Repeat([]byte{byte(rest)}, rest)...)
		}
		cipher.NewCBCEncrypter(cipherOf, iv).CryptBlocks(ours, ours)
		opened, err := client.Decrypt(ctx, oct, "", azkeys.KeyOperationParameters{Algorithm: named(suffix), Value: ours, IV: iv}, nil)
		if err != nil || !bytes.Equal(ours, sealed.Result) || !bytes.Equal(text, opened.Result) {
			return fmt.Errorf("%s differs: %v", *named(suffix), err)
		}
	}
	gcm, err := cipher.NewGCM(cipherOf)
	if err != nil {
		return err
	}
	sealed, err := client.Encrypt(ctx, oct, "", azkeys.KeyOperationParameters{Algorithm: named("GCM"), Value: plain, AdditionalAuthenticatedData: []byte("more")}, nil)
	if err != nil {
		return err
	}
	if opened, err := gcm.Open(nil, sealed.IV, append(sealed.Result, sealed.AuthenticationTag...), []byte("more")); err != nil || !bytes.Equal(opened, plain) {
		return fmt.Errorf("GCM differs: %v", err)
	}
	ours := gcm.Seal(nil, iv[:12], plain, nil)
	opened, err := client.Decrypt(ctx, oct, "", azkeys.KeyOperationParameters{
		Algorithm: named("GCM"), Value: ours[:len(plain)], IV: iv[:12], AuthenticationTag: ours[len(plain):]}, nil)
	if err != nil || !bytes.Equal(opened.Result, plain) {
		return fmt.Errorf("GCM differs: %v", err)
	}
	wrapped, err := client.WrapKey(ctx, oct, "", azkeys.KeyOperationParameters{Algorithm: named("KW"), Value: block}, nil)
	if err != nil {
		return err
	}
	unwrapped, err := client.UnwrapKey(ctx, oct, "", azkeys.KeyOperationParameters{Algorithm: named("KW"), Value: wrapped.Result}, nil)
	if err != nil || !bytes.Equal(unwrapped.Result, block) {
		return fmt.Errorf("KW differs: %v", err)
	}
	for _, hashing := range []azkeys.SignatureAlgorithm{azkeys.SignatureAlgorithmHS256, azkeys.SignatureAlgorithmHS384, azkeys.SignatureAlgorithmHS512} {
		kind, digest := hashOf(hashing)
		code, err := sign(oct, hashing)
		mac := hmac.New(kind.New, raw)
		mac.Write(digest)
		if err != nil || !bytes.Equal(mac.Sum(nil), code) {
			return fmt.Errorf("%s differs: %v", hashing, err)
		}
		if err = verified(oct, hashing, code); err != nil {
			return err
		}
	}
	return nil
}

func remove() error {
	if _, err := client.DeleteKey(ctx, name, nil); err != nil {
		return err
	}
	return steps.Until(func() error { _, err := client.GetDeletedKey(ctx, name, nil); return err })
}

func create(name string, parameters azkeys.CreateKeyParameters) error {
	_, err := client.CreateKey(ctx, name, parameters, nil)
	return err
}

func rsaKey() azkeys.CreateKeyParameters {
	return azkeys.CreateKeyParameters{Kty: to.Ptr(azkeys.KeyTypeRSA), KeySize: to.Ptr(int32(2048)), Tags: map[string]*string{"a": to.Ptr("b")}}
}

func versions() (found int, err error) {
	for pager := client.NewListKeyPropertiesVersionsPager(name, nil); pager.More(); {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return 0, err
		}
		found += len(page.Value)
	}
	return found, nil
}

func main() {
	credential, err := steps.Credential()
	if err == nil {
		client, err = azkeys.NewClient(os.Getenv("CONFORMANCE_VAULT_URL"), credential, nil)
	}
	if err != nil {
		fmt.Println("FAIL create-rsa", err)
		os.Exit(1)
	}
	var blob []byte
	steps.Step("create-rsa", func() error { return create(name, rsaKey()) })
	steps.Step("create-ec", func() error {
		for _, curve := range curves {
			err := create(name+"-"+string(curve), azkeys.CreateKeyParameters{Kty: to.Ptr(azkeys.KeyTypeEC), Curve: to.Ptr(curve)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	steps.Step("import", func() error {
		pair, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return err
		}
		fixed := func(number *big.Int) []byte { return number.FillBytes(make([]byte, 32)) }
		_, err = client.ImportKey(ctx, name+"-imported", azkeys.ImportKeyParameters{Key: &azkeys.JSONWebKey{
			Kty: to.Ptr(azkeys.KeyTypeEC), Crv: to.Ptr(azkeys.CurveNameP256), X: fixed(pair.X), Y: fixed(pair.Y), D: fixed(pair.D)}}, nil)
		if err != nil {
			return err
		}
		return signed(name+"-imported", azkeys.SignatureAlgorithmES256)
	})
	steps.Step("get", func() error {
		latest, err := client.GetKey(ctx, name, "", nil)
		if err != nil {
			return err
		}
		again, err := client.GetKey(ctx, name, latest.Key.KID.Version(), nil)
		if err == nil && string(again.Key.N) != string(latest.Key.N) {
			err = errors.New("another key")
		}
		return err
	})
	steps.Step("update", func() error {
		expires := time.Date(2032, 1, 2, 0, 0, 0, 0, time.UTC)
		updated, err := client.UpdateKey(ctx, name, "", azkeys.UpdateKeyParameters{KeyAttributes: &azkeys.KeyAttributes{Expires: &expires}}, nil)
		if err == nil && !updated.Attributes.Expires.Equal(expires) {
			err = errors.New("another expiry")
		}
		return err
	})
	steps.Step("list-pages", func() error {
		wanted := map[string]bool{name: true, name + "-P-256": true, name + "-imported": true}
		for pager := client.NewListKeyPropertiesPager(nil); pager.More(); {
			page, err := pager.NextPage(ctx)
			if err != nil {
				return err
			}
			for _, found := range page.Value {
				delete(wanted, found.KID.Name())
			}
		}
		if len(wanted) > 0 {
			return fmt.Errorf("not listed: %v", wanted)
		}
		return nil
	})
	steps.Step("encrypt", func() error {
		key, err := get(name)
		if err != nil {
			return err
		}
		sealed, err := rsa.EncryptPKCS1v15(rand.Reader, public(key), plain)
		if err == nil {
			err = opened(azkeys.EncryptionAlgorithmRSA15, sealed)
		}
		if err == nil {
			err = opened(azkeys.EncryptionAlgorithmRSAOAEP, oaep(sha1.New, key))
		}
		if err == nil {
			err = opened(azkeys.EncryptionAlgorithmRSAOAEP256, oaep(sha256.New, key))
		}
		return err
	})
	steps.Step("wrap", func() error {
		for _, algorithm := range []azkeys.EncryptionAlgorithm{
			azkeys.EncryptionAlgorithmRSA15, azkeys.EncryptionAlgorithmRSAOAEP, azkeys.EncryptionAlgorithmRSAOAEP256} {
			wrapped, err := client.WrapKey(ctx, name, "", azkeys.KeyOperationParameters{Algorithm: &algorithm, Value: plain}, nil)
			if err != nil {
				return err
			}
			got, err := client.UnwrapKey(ctx, name, "", azkeys.KeyOperationParameters{Algorithm: &algorithm, Value: wrapped.Result}, nil)
			if err == nil && string(got.Result) != string(plain) {
				err = fmt.Errorf("%s gives another key", algorithm)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	steps.Step("sign-rsa", func() error {
		for _, algorithm := range []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"} {
			if err := signed(name, azkeys.SignatureAlgorithm(algorithm)); err != nil {
				return err
			}
		}
		return nil
	})
	steps.Step("sign-ec", func() error {
		for algorithm, curve := range curves {
			if err := signed(name+"-"+string(curve), algorithm); err != nil {
				return err
			}
		}
		return nil
	})
	steps.Step("local-remote", agreed)
	steps.Step("bare-signature", bareSignature)
	steps.Step("bring-your-own", bringYourOwn)
	steps.Step("release", release)
	steps.Step("symmetric", func() error { return errors.Join(symmetric(128), symmetric(192), symmetric(256)) })
	steps.Step("random-attestation", func() error { // on a vault too; a key that is in no HSM has nothing attested
		random, err := client.GetRandomBytes(ctx, azkeys.GetRandomBytesParameters{Count: to.Ptr(int32(32))}, nil)
		if err == nil && len(random.Value) != 32 {
			err = fmt.Errorf("%d random bytes", len(random.Value))
		}
		if err == nil {
			_, err = client.GetKeyAttestation(ctx, name, "", nil)
		}
		return err
	})
	steps.Step("rotate", func() error {
		if _, err := client.RotateKey(ctx, name, nil); err != nil {
			return err
		}
		found, err := versions()
		if err == nil && found != 2 {
			err = fmt.Errorf("%d versions", found)
		}
		return err
	})
	steps.Step("rotation-policy", func() error {
		_, err := client.UpdateKeyRotationPolicy(ctx, name, azkeys.KeyRotationPolicy{
			Attributes: &azkeys.KeyRotationPolicyAttributes{ExpiryTime: to.Ptr("P2Y")},
			LifetimeActions: []*azkeys.LifetimeAction{{
				Action:  &azkeys.LifetimeActionType{Type: to.Ptr(azkeys.KeyRotationPolicyActionRotate)},
				Trigger: &azkeys.LifetimeActionTrigger{TimeAfterCreate: to.Ptr("P90D")}}}}, nil)
		if err != nil {
			return err
		}
		policy, err := client.GetKeyRotationPolicy(ctx, name, nil)
		if err == nil && *policy.Attributes.ExpiryTime != "P2Y" {
			err = errors.New("another policy")
		}
		return err
	})
	steps.Step("backup", func() error {
		got, err := client.BackupKey(ctx, name, nil)
		blob = got.Value
		return err
	})
	steps.Step("delete", func() error {
		if err := remove(); err != nil {
			return err
		}
		return steps.Refused(409, "Conflict", "ObjectIsDeletedButRecoverable", create(name, rsaKey()))
	})
	steps.Step("recover", func() error {
		if _, err := client.RecoverDeletedKey(ctx, name, nil); err != nil {
			return err
		}
		return steps.Until(func() error { _, err := get(name); return err })
	})
	steps.Step("purge-restore", func() error {
		if err := remove(); err != nil {
			return err
		}
		if _, err := client.PurgeDeletedKey(ctx, name, nil); err != nil {
			return err
		}
		_, err := client.GetDeletedKey(ctx, name, nil)
		if err = steps.Refused(404, "KeyNotFound", "", err); err != nil {
			return err
		}
		if _, err = client.RestoreKey(ctx, azkeys.RestoreKeyParameters{KeyBackup: blob}, nil); err != nil {
			return err
		}
		return signed(name, azkeys.SignatureAlgorithmPS256)
	})
	steps.Step("refusals", func() error {
		_, err := get("no-such-key")
		if err = steps.Refused(404, "KeyNotFound", "", err); err != nil {
			return err
		}
		if err = steps.Refused(400, "BadParameter", "", create("under_score", rsaKey())); err != nil {
			return err
		}
		narrow := rsaKey()
		narrow.KeyOps = []*azkeys.KeyOperation{to.Ptr(azkeys.KeyOperationVerify)}
		if err = create(name+"-narrow", narrow); err != nil {
			return err
		}
		_, err = sign(name+"-narrow", azkeys.SignatureAlgorithmRS256)
		return steps.Refused(403, "Forbidden", "KeyOperationForbidden", err)
	})
	steps.End()
}
