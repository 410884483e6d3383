unsigned sum(const char *text, unsigned length);
