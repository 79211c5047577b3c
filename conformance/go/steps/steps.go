// Package steps runs steps and prints one line for each; it makes the credential that the environment names.
package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

var (
	Context  = context.Background()
	Name     = "go-" + os.Getenv("CONFORMANCE_RUN")
	failures = 0
)

func Credential() (azcore.TokenCredential, error) {
	switch os.Getenv("CONFORMANCE_CREDENTIAL") {
	case "client-secret":
		return azidentity.NewClientSecretCredential(os.Getenv("AZURE_TENANT_ID"), os.Getenv("AZURE_CLIENT_ID"), os.Getenv("AZURE_CLIENT_SECRET"), nil)
	case "workload-identity":
		return azidentity.NewWorkloadIdentityCredential(nil)
	default:
		return azidentity.NewManagedIdentityCredential(nil)
	}
}

func Step(label string, body func() error) {
	if err := body(); err != nil {
		failures++
		text := strings.ReplaceAll(err.Error(), "\n", " ")
		fmt.Println("FAIL", label, text[:min(len(text), 300)])
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Println("ok", label)
}

func Refused(status int, code, inner string, err error) error {
	var refusal *azcore.ResponseError
	if !errors.As(err, &refusal) {
		return fmt.Errorf("was not refused: %v", err)
	}
	if refusal.StatusCode != status || refusal.ErrorCode != code {
		return fmt.Errorf("%d %s instead of %d %s", refusal.StatusCode, refusal.ErrorCode, status, code)
	}
	if inner == "" {
		return nil
	}
	var body struct {
		Error struct{ Innererror struct{ Code string } }
	}
	raw, err := io.ReadAll(refusal.RawResponse.Body)
	if err == nil {
		err = json.Unmarshal(raw, &body)
	}
	if err == nil && body.Error.Innererror.Code != inner {
		err = fmt.Errorf("inner code %s instead of %s", body.Error.Innererror.Code, inner)
	}
	return err
}

// Until polls because this SDK offers no pollers for deletion and recovery.
func Until(done func() error) (err error) {
	for range 50 {
		if err = done(); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

// End leaves with 1 when a step failed.
func End() {
	if failures > 0 {
		os.Exit(1)
	}
}
