import json
import random
import unittest

from csv_to_json import csv_to_json


def to_csv(table, line_end, source):
    """Write a table as CSV, quoting where needed and now and then where not."""
    return line_end.join(
        ",".join(
            '"' + field.replace('"', '""') + '"'
            if not field or any(c in field for c in ',"\n') or source.random() < 0.3
            else field
            for field in row
        )
        for row in table
    )


def random_text(source):
    return "".join(source.choices('ab ,"\n\\é😀', k=source.randrange(6)))


class CsvToJsonTest(unittest.TestCase):
    def assert_refused(self, text, line):
        with self.assertRaisesRegex(ValueError, f"^line {line}: "):
            csv_to_json(text)

    def test_converts_rows_to_objects_named_by_the_header(self):
        self.assertEqual(
            '[{"name":"Ada","age":"36"},{"name":"Alan","age":"41"}]',
            csv_to_json("name,age\nAda,36\nAlan,41\n"),
        )

    def test_keeps_the_order_of_the_columns(self):
        self.assertEqual(
            '[{"2":"x","1":"y","__proto__":"z"}]', csv_to_json("2,1,__proto__\nx,y,z\n")
        )

    def test_reads_commas_and_doubled_quotes_in_quoted_fields(self):
        self.assertEqual(
            [{"a": 'say "hi", Ada', "b,c": '"'}],
            json.loads(csv_to_json('a,"b,c"\n"say ""hi"", Ada",""""\n')),
        )

    def test_keeps_line_breaks_in_quoted_fields(self):
        self.assertEqual(
            [{"a": "1\n2\n", "b": "3\n4"}],
            json.loads(csv_to_json('a,b\n"1\n2\n","3\r\n4"\n')),
        )

    def test_accepts_every_line_end(self):
        for line_end in ("\r\n", "\n", "\r"):
            for last in (line_end, ""):
                with self.subTest(line_end=line_end, last=last):
                    self.assertEqual(
                        '[{"a":"1"},{"a":"2"}]', csv_to_json(line_end.join("a12") + last)
                    )

    def test_escapes_special_characters_of_json(self):
        self.assertEqual(
            r'[{"a\\b":"\"\\\t\u0001/é😀"}]', csv_to_json('a\\b\n"""\\\t\x01/é😀"\n')
        )

    def test_gives_an_empty_array_for_a_header_alone(self):
        self.assertEqual("[]", csv_to_json("a,b"))
        self.assertEqual("[]", csv_to_json("a,b\n"))

    def test_ignores_blank_lines_and_a_byte_order_mark(self):
        self.assertEqual('[{"a":"1"},{"a":"2"}]', csv_to_json("\ufeff\na\n\n1\n\n\n2\n\n"))

    def test_keeps_empty_fields_and_surrounding_blanks(self):
        self.assertEqual(
            '[{"a":"","b":" 1 ","c":""},{"a":"","b":"","c":""}]',
            csv_to_json('a,b,c\n, 1 ,\n,"",'),
        )
        self.assertEqual('[{"a":""}]', csv_to_json('a\n""\n'))

    def test_refuses_text_without_a_header(self):
        for text in ("", "\n\r\n", "\ufeff"):
            with self.subTest(text=text):
                self.assert_refused(text, 1)

    def test_refuses_duplicate_headers(self):
        self.assert_refused("\na,b,a\n1,2,3\n", 2)

    def test_refuses_ragged_rows_and_names_the_line(self):
        self.assert_refused("a,b\n1,2\n3\n", 3)
        self.assert_refused("a,b\n1,2,3\n", 2)
        self.assert_refused('a,b\n"1\r\n1",2\n\n3,4,5\n', 5)

    def test_refuses_an_unclosed_quote_and_names_the_line(self):
        self.assert_refused('a,b\n1,2\n3,"4\n5,6\n', 3)
        self.assert_refused('"', 1)
        self.assert_refused('a\n"1""\n', 2)

    def test_refuses_misplaced_quotes_and_names_the_line(self):
        self.assert_refused('a,b\n1,x"y\n', 2)
        self.assert_refused('a,b\n1,"x"y\n', 2)
        self.assert_refused('a,b\n1, "x"\n', 2)
        self.assert_refused('a,b\n1,"x" \n', 2)

    def test_agrees_with_a_slow_reference_on_random_tables(self):
        source = random.Random(20240229)
        for _ in range(500):
            columns = source.randint(1, 4)
            texts = [
                [random_text(source) for _ in range(columns)] for _ in range(source.randint(1, 5))
            ]
            header = [f"{text}{column}" for column, text in enumerate(texts[0])]
            text = to_csv([header] + texts[1:], source.choice(["\n", "\r\n", "\r"]), source)
            expected = [list(zip(header, row)) for row in texts[1:]]
            with self.subTest(text=text):
                self.assertEqual(expected, json.loads(csv_to_json(text), object_pairs_hook=list))


if __name__ == "__main__":
    unittest.main()
