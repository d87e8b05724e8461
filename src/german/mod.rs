//! German as town halls write it: folding, gender forms, stop and question words, stems. Pure, and knows no index.
