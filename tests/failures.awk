# The output of the programs that failed, from what `ctest -V` printed; give the log twice.
NR == FNR {
  if (/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / && !/ Passed / && !/\*\*\*Skipped/) {
    match($0, /#[0-9]+:/)
    failed[substr($0, RSTART + 1, RLENGTH - 1)] = 1
  }
  next
}
/^[0-9]+: / && failed[$1] && !/\[ +OK \]/ && !/\[ RUN / && lines[$1]++ < 60
/No tests were found/
