package sheet

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestRoundTrip(t *testing.T) {
	rows := [][]string{
		{"item", "sentence", "code"},
		{"1", "ساد \"السلام\" في البلاد، <وانتهت> الحرب & القتال.", "نعم"},
		{"2", "=1+1", "0"}, // text, no formula
		{"3", strings.Repeat("كلمة ", 1000), "1"},
	}
	var b bytes.Buffer
	if err := Write(&b, rows, Options{Name: "الترميز", Widths: map[int]int{1: 80}, Choices: map[int]string{2: "1,0"}}); err != nil {
		t.Fatal(err)
	}
	got, err := Read(bytes.NewReader(b.Bytes()), "a.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, rows) {
		t.Errorf("read back %.300q, want %.300q", got, rows)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if formula, _ := f.GetCellFormula("الترميز", "B3"); formula != "" {
		t.Errorf("the text =1+1 became the formula %q", formula)
	}
	if v, err := f.GetSheetView("الترميز", 0); err != nil || v.RightToLeft == nil || !*v.RightToLeft {
		t.Errorf("the sheet does not run from right to left: %v", err)
	}
	if v, err := f.GetDataValidations("الترميز"); err != nil || len(v) != 1 || v[0].Sqref != "C2:C4" {
		t.Errorf("choices of the code column: %+v, %v", v, err)
	}
}

func TestSameBytes(t *testing.T) {
	opt := Options{Widths: map[int]int{0: 5, 1: 60, 2: 8, 3: 9}, Choices: map[int]string{0: "1,0", 2: "a,b"}}
	var first []byte
	for range 5 {
		var b bytes.Buffer
		if err := Write(&b, [][]string{{"a", "b"}, {"1", "نص"}}, opt); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		}
		if !bytes.Equal(b.Bytes(), first) {
			t.Fatal("the same rows give other bytes")
		}
	}
}

func TestReadErrors(t *testing.T) {
	for _, in := range []string{"", "item,code\n1,1\n", "PK\x03\x04"} {
		if rows, err := Read(strings.NewReader(in), "a.xlsx"); err == nil || !strings.HasPrefix(err.Error(), "a.xlsx: ") {
			t.Errorf("Read(%q) = %v, %v, want an error that names the file", in, rows, err)
		}
	}
}

func ExampleRead() {
	var b bytes.Buffer
	if err := Write(&b, [][]string{{"item", "code"}, {"1", "نعم"}}, Options{}); err != nil {
		fmt.Println(err)
	}
	rows, err := Read(&b, "coded.xlsx")
	fmt.Println(rows, err)
	// Output: [[item code] [1 نعم]] <nil>
}
