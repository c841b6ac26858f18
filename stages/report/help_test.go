package report_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"unicode/utf16"
)

func utf16of(s string) []uint16    { return utf16.Encode([]rune(s)) }
func text16(units []uint16) string { return string(utf16.Decode(units)) }

func number(t *testing.T, v any) int {
	t.Helper()
	n, err := v.(json.Number).Int64()
	if err != nil {
		t.Fatal(fmt.Errorf("%v is no integer: %w", v, err))
	}
	return int(n)
}
