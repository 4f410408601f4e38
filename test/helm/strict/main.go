// Reads Kubernetes objects as YAML from standard input and decodes them as strictly as the API server does with
// `fieldValidation: Strict`: unknown and repeated fields are errors. Out: one line for each object, `ok`, `unknown` for kinds
// that are not built in, or `error` with the reason.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
)

func main() {
	decoder := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	documents := yaml.NewYAMLReader(bufio.NewReader(os.Stdin))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			fmt.Println("error", err)
			return
		}
		if strings.TrimSpace(string(document)) == "" {
			continue
		}
		_, kind, err := decoder.Decode(document, nil, nil)
		switch {
		case err == nil:
			fmt.Println("ok", kind.Kind)
		case runtime.IsNotRegisteredError(err):
			fmt.Println("unknown", strings.ReplaceAll(err.Error(), "\n", " "))
		default:
			fmt.Println("error", strings.ReplaceAll(err.Error(), "\n", " "))
		}
	}
}
