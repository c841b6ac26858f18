package pipeline

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
)

// A block is what Map hands on to Reduce: records sorted by their keys, each
// key at most once. Keys are front-coded: the length of what a key shares with
// the one before it, and the rest. Records come in frames with a checksum
// each; a frame without records ends the block and says how many there were,
// so that a block cut short is known for one.
//
// Merging blocks does not depend on their order, since values are joined by
// functions that are associative and commutative.
const (
	blockMagic = "fusulblk"
	blockVers  = 1
	frameSize  = 1 << 16
	// mostFrame is the largest frame that a reader takes in: a record of the
	// longest work, twice.
	mostFrame = 1 << 31
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errBlock is the error of a block that is damaged or of another version.
var errBlock = errors.New("damaged block")

// damaged is errBlock with what is wrong.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errBlock}, args...)...)
}

// A blockWriter makes a block.
type blockWriter struct {
	out     bytes.Buffer
	frame   []byte
	last    []byte // key, within the frame
	records uint64
}

func newBlockWriter() *blockWriter {
	b := &blockWriter{}
	b.reset()
	return b
}

// reset begins another block in the place of the last, which holds no longer.
func (b *blockWriter) reset() {
	b.out.Reset()
	b.out.WriteString(blockMagic)
	b.out.WriteByte(blockVers)
	b.frame, b.last, b.records = b.frame[:0], b.last[:0], 0
}

// add appends a record. Keys must rise, and none is empty.
func (b *blockWriter) add(key, value []byte) {
	shared := 0
	for shared < len(key) && shared < len(b.last) && key[shared] == b.last[shared] {
		shared++
	}
	b.frame = binary.AppendUvarint(b.frame, uint64(shared))
	b.frame = binary.AppendUvarint(b.frame, uint64(len(key)-shared))
	b.frame = append(b.frame, key[shared:]...)
	b.frame = binary.AppendUvarint(b.frame, uint64(len(value)))
	b.frame = append(b.frame, value...)
	b.last = append(b.last[:0], key...)
	b.records++
	if len(b.frame) >= frameSize {
		b.flush()
	}
}

// flush ends a frame.
func (b *blockWriter) flush() {
	var head []byte
	head = binary.AppendUvarint(head, uint64(len(b.frame)))
	head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(b.frame, castagnoli))
	b.out.Write(head)
	b.out.Write(b.frame)
	b.frame, b.last = b.frame[:0], b.last[:0]
}

// finish returns the block.
func (b *blockWriter) finish() []byte {
	if len(b.frame) > 0 {
		b.flush()
	}
	var end []byte
	end = binary.AppendUvarint(end, 0)
	end = binary.AppendUvarint(end, b.records)
	b.out.Write(end)
	return b.out.Bytes()
}

// A record is one record of a block. Its slices hold until the next is read.
type record struct{ key, value []byte }

// A blockReader reads a block.
type blockReader struct {
	in      byteReader
	frame   []byte // what is left of it
	buffer  bytes.Buffer
	key     []byte
	last    []byte // key of the frame before
	value   []byte
	records uint64
}

type byteReader interface {
	io.Reader
	io.ByteReader
}

// readBlock yields the records of a block. An error ends it.
func readBlock(in byteReader) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		r, err := newBlockReader(in)
		for err == nil {
			if err = r.next(); err == nil && !yield(record{r.key, r.value}, nil) {
				return
			}
		}
		if err != io.EOF {
			yield(record{}, err)
		}
	}
}

func newBlockReader(in byteReader) (*blockReader, error) {
	head := make([]byte, len(blockMagic)+1)
	if _, err := io.ReadFull(in, head); err != nil || string(head[:len(blockMagic)]) != blockMagic {
		return nil, damaged("it does not begin with %q", blockMagic)
	}
	if v := head[len(blockMagic)]; v != blockVers {
		return nil, damaged("version %d, want %d", v, blockVers)
	}
	return &blockReader{in: in}, nil
}

// next reads a record. It returns io.EOF behind the last.
func (r *blockReader) next() error {
	if len(r.frame) == 0 {
		if err := r.fill(); err != nil {
			return err
		}
		r.last, r.key = append(r.last[:0], r.key...), r.key[:0]
	}
	shared, ok := r.number()
	rest, more := r.bytes()
	value, end := r.bytes()
	switch first := len(r.key) == 0; {
	case !ok || !more || !end || shared > len(r.key):
		return damaged("record %d", r.records)
	// The rest of a key begins where it differs from the one before.
	case len(rest) == 0, !first && shared < len(r.key) && rest[0] <= r.key[shared], first && bytes.Compare(rest, r.last) <= 0:
		return damaged("the key of record %d is not behind that of the one before", r.records)
	}
	r.key, r.value = append(r.key[:shared], rest...), value
	r.records++
	return nil
}

// fill reads a frame.
func (r *blockReader) fill() error {
	n, err := binary.ReadUvarint(r.in)
	if err != nil || n > mostFrame {
		return r.cutShort(err)
	}
	if n == 0 {
		want, err := binary.ReadUvarint(r.in)
		if err != nil {
			return r.cutShort(err)
		}
		if want != r.records {
			return damaged("it has %d records, want %d", r.records, want)
		}
		return io.EOF
	}
	var sum [4]byte
	if _, err := io.ReadFull(r.in, sum[:]); err != nil {
		return r.cutShort(err)
	}
	// The buffer grows as bytes come: a length that is damaged claims no memory.
	r.buffer.Reset()
	if _, err := io.CopyN(&r.buffer, r.in, int64(n)); err != nil {
		return r.cutShort(err)
	}
	r.frame = r.buffer.Bytes()
	if crc32.Checksum(r.frame, castagnoli) != binary.LittleEndian.Uint32(sum[:]) {
		return damaged("the bytes behind record %d are other ones", r.records)
	}
	return nil
}

// cutShort is the error of a frame that is not all there; err is that of the
// reader below, if there is one.
func (r *blockReader) cutShort(err error) error {
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return fmt.Errorf("behind record %d: %w", r.records, err)
	}
	return damaged("cut short behind record %d", r.records)
}

func (r *blockReader) number() (n int, ok bool) {
	x, size := binary.Uvarint(r.frame)
	if size <= 0 || x > mostFrame {
		r.frame = nil
		return 0, false
	}
	r.frame = r.frame[size:]
	return int(x), true
}

func (r *blockReader) bytes() (b []byte, ok bool) {
	n, ok := r.number()
	if !ok || n > len(r.frame) {
		return nil, false
	}
	b = r.frame[:n:n]
	r.frame = r.frame[n:]
	return b, true
}

// mergeBlocks yields each key of the blocks once, in order, with the values
// that they have for it, in the order of the blocks. Slices hold until the
// next key.
func mergeBlocks(blocks []byteReader) iter.Seq2[merged, error] {
	return func(yield func(merged, error) bool) {
		var h readers
		for i, in := range blocks {
			r, err := newBlockReader(in)
			if err == nil {
				err = r.next()
			}
			if err == io.EOF {
				continue
			}
			if err != nil {
				yield(merged{}, fmt.Errorf("shard %d: %w", i, err))
				return
			}
			h = append(h, source{r, headOf(r.key, int32(i))})
		}
		for i := len(h)/2 - 1; i >= 0; i-- {
			h.down(i)
		}
		var m merged
		var taken []source
		for len(h) > 0 {
			m.key, m.values, taken = append(m.key[:0], h[0].key...), m.values[:0], taken[:0]
			for len(h) > 0 && bytes.Equal(h[0].key, m.key) {
				m.values, taken = append(m.values, h[0].value), append(taken, h[0])
				last := len(h) - 1
				h[0], h = h[last], h[:last]
				h.down(0)
			}
			if !yield(m, nil) {
				return
			}
			for _, s := range taken {
				switch err := s.next(); err {
				case nil:
					s.head = headOf(s.key, s.head.id)
					h = append(h, s)
					h.up(len(h) - 1)
				case io.EOF:
				default:
					yield(merged{}, fmt.Errorf("shard %d: %w", s.head.id, err))
					return
				}
			}
		}
	}
}

// A merged is a key and all its values.
type merged struct {
	key    []byte
	values [][]byte
}

// A source is one of the blocks that are merged, with the head of its key and
// its place among them.
type source struct {
	*blockReader
	head head
}

// readers is a heap by key, then by place. container/heap would allocate for
// each record.
type readers []source

func (h readers) less(i, j int) bool {
	if a, b := h[i].head.letters, h[j].head.letters; a != b {
		return a < b
	}
	if c := bytes.Compare(h[i].key, h[j].key); c != 0 {
		return c < 0
	}
	return h[i].head.id < h[j].head.id
}

// down moves the source at i behind those that come before it.
func (h readers) down(i int) {
	for {
		least := 2*i + 1
		if least >= len(h) {
			return
		}
		if right := least + 1; right < len(h) && h.less(right, least) {
			least = right
		}
		if !h.less(least, i) {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}

// up moves the source at i before those that come behind it.
func (h readers) up(i int) {
	for i > 0 {
		above := (i - 1) / 2
		if !h.less(i, above) {
			return
		}
		h[i], h[above] = h[above], h[i]
		i = above
	}
}

// A packer appends numbers and strings to a value.
type packer []byte

func (p *packer) int(n int)     { *p = binary.AppendUvarint(*p, uint64(n)) }
func (p *packer) int64(n int64) { *p = binary.AppendUvarint(*p, uint64(n)) }
func (p *packer) text(s string) { p.int(len(s)); *p = append(*p, s...) }
func (p *packer) key(n uint32)  { *p = binary.BigEndian.AppendUint32(*p, n) } // sorts as the number does

func (p *packer) flag(b bool) {
	if b {
		*p = append(*p, 1)
	} else {
		*p = append(*p, 0)
	}
}

// An unpacker takes them out again. Where something is missing, bad is set and
// all answers are zero.
type unpacker struct {
	left []byte
	bad  bool
}

func (u *unpacker) int64() int64 {
	n, size := binary.Uvarint(u.left)
	if size <= 0 {
		u.bad, u.left = true, nil
		return 0
	}
	u.left = u.left[size:]
	return int64(n)
}

func (u *unpacker) int() int { return int(u.int64()) }

// count returns a number of things that take at least a byte each.
func (u *unpacker) count() int {
	n := u.int64()
	if n < 0 || n > int64(len(u.left)) {
		u.bad, u.left = true, nil
		return 0
	}
	return int(n)
}

// view returns a string as bytes of the value.
func (u *unpacker) view() []byte {
	n := u.count()
	b := u.left[:n]
	u.left = u.left[n:]
	return b
}

func (u *unpacker) text() string { return string(u.view()) }

func (u *unpacker) flag() bool {
	if len(u.left) == 0 {
		u.bad = true
		return false
	}
	b := u.left[0]
	u.left = u.left[1:]
	return b == 1
}

func (u *unpacker) key() uint32 {
	if len(u.left) < 4 {
		u.bad, u.left = true, nil
		return 0
	}
	n := binary.BigEndian.Uint32(u.left)
	u.left = u.left[4:]
	return n
}

// err returns errBlock if something was missing or is left over.
func (u *unpacker) err() error {
	if u.bad || len(u.left) > 0 {
		return errBlock
	}
	return nil
}
