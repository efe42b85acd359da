; Offers Remaster in "Open with" for video files, without becoming the default of any (electron-builder's own fileAssociations would).

!macro eachVideoType DO
  !insertmacro ${DO} "vob"
  !insertmacro ${DO} "mpg"
  !insertmacro ${DO} "mpeg"
  !insertmacro ${DO} "m2v"
  !insertmacro ${DO} "ts"
  !insertmacro ${DO} "m2ts"
  !insertmacro ${DO} "dv"
  !insertmacro ${DO} "avi"
  !insertmacro ${DO} "mkv"
  !insertmacro ${DO} "webm"
  !insertmacro ${DO} "mp4"
  !insertmacro ${DO} "m4v"
  !insertmacro ${DO} "mov"
  !insertmacro ${DO} "mxf"
!macroend

!macro offerType EXT
  WriteRegStr SHELL_CONTEXT "Software\Classes\.${EXT}\OpenWithProgids" "Remaster.Video" ""
!macroend

!macro withdrawType EXT
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.${EXT}\OpenWithProgids" "Remaster.Video"
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Remaster.Video" "" "Video"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Remaster.Video\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Remaster.Video\shell\open\command" "" '"$appExe" "%1"'
  !insertmacro eachVideoType offerType
  System::Call 'Shell32::SHChangeNotify(i 0x8000000, i 0, i 0, i 0)'
!macroend

!macro customUnInstall
  !insertmacro eachVideoType withdrawType
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Remaster.Video"
  System::Call 'Shell32::SHChangeNotify(i 0x8000000, i 0, i 0, i 0)'
!macroend
